import NativeWire
import ReleaseModel

/// That an alias of a service leads to a version, and as what.
struct AliasLead: Sendable, Hashable {
    enum Role: String, Sendable {
        case primary, canary
    }

    let alias: String
    /// 0 for the draft.
    let version: Int
    let role: Role
    /// In per cent; 0 for a version that only a rule leads to.
    let percentage: String
    let isByRule: Bool

    /// Where an alias leads, the primary version first: the one with the larger share, of equals the first.
    static func leads(of alias: WireAlias) -> [AliasLead] {
        guard let deployment = alias.deployment else { return [] }
        let shares = deployment.shares
        let weights = shares.map { Percentage($0.percentage)?.leastSlots ?? 0 }
        let primary = weights.indices.max { (weights[$0], $1) < (weights[$1], $0) }
        let leads = shares.enumerated().map { index, share in
            AliasLead(
                alias: alias.name,
                version: share.version,
                role: index == primary ? .primary : .canary,
                percentage: share.percentage,
                isByRule: deployment.rules.contains { rule in
                    rule.shares.contains { $0.version == share.version && $0.percentage != "0" }
                }
            )
        }
        return leads.filter { $0.role == .primary } + leads.filter { $0.role == .canary }
    }

    /// `10 %`, `by rule`, or both.
    var extent: String {
        guard isByRule else { return ShareText.percent(percentage) }
        return percentage == "0" ? "by rule" : "\(ShareText.percent(percentage)) and by rule"
    }
}

extension WireAlias {
    func lead(_ role: AliasLead.Role) -> AliasLead? { AliasLead.leads(of: self).first { $0.role == role } }
}
