import NativeWire
import ReleaseModel

/// Where an alias shall lead, as somebody typed it.
struct AliasForm: Sendable {
    /// As they were typed, without blanks at their ends; empty where nothing was.
    struct Fields: Sendable, Hashable {
        var alias = ""
        var primary = ""
        var canary = ""
        /// In per cent, the canary's.
        var weight = ""
        var message: String?
    }

    /// What a canary begins with, in per cent.
    static let firstWeight = "10"

    let stamp: FormStamp
    let fields: Fields

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        guard let alias = form.text("alias") else { throw .formMalformed("It names no alias.") }
        fields = Fields(
            alias: alias,
            primary: form.text("primary") ?? "",
            canary: form.text("canary") ?? "",
            weight: form.text("weight") ?? "",
            message: form.text("message")
        )
    }

    var request: WireAliasRequest {
        guard !fields.canary.isEmpty else {
            let everything = WireDeploymentRequest.RequestedShare(version: fields.primary, percentage: "100")
            return WireAliasRequest(shares: [everything], message: fields.message)
        }
        // What is no percentage is left for the API to refuse.
        let weight = Percentage(fields.weight)?.leastSlots ?? 0
        let rest = Percentage(slots: TrafficSplit.slotCount - weight).description
        return WireAliasRequest(
            shares: [
                .init(version: fields.primary, percentage: rest),
                .init(version: fields.canary, percentage: fields.weight),
            ],
            message: fields.message
        )
    }

    /// Tells edited forms apart.
    var key: String {
        let typed = [fields.alias, fields.primary, fields.canary, fields.weight, fields.message ?? ""]
        return stamp.key(for: typed.joined(separator: "&"))
    }
}

extension AliasForm.Fields {
    /// What the form begins with: where the alias leads, with the version that it was opened for in its place.
    init(opening alias: WireAlias?, named name: String?, primary: String?, canary: String?) {
        let present = alias.map(AliasLead.leads) ?? []
        self.init()
        self.alias = name ?? ""
        self.primary = present.first.map { ShareText.name(of: $0.version) } ?? ""
        if let primary {
            // Whoever makes a version the primary one ends the canary.
            self.primary = primary
        } else if let canary {
            self.canary = canary
            weight = AliasForm.firstWeight
            if self.primary == canary { self.primary = "" }
        } else if let lead = present.first(where: { $0.role == .canary }) {
            self.canary = ShareText.name(of: lead.version)
            weight = lead.percentage
        }
    }
}
