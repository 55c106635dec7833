import ReleaseModel

/// A deployment made ready for choosing.
final class DeploymentChoice {
    /// The worker's id and a zero byte: what is hashed before an affinity key.
    let keyPrefix: [UInt8]
    let worker: String
    let slots: SlotTable
    let rules: [RuleChoice]
    let affinity: AttributeReader?
    /// Every version of the deployment that has content, those at 0 % and of rules included.
    let members: [VersionLane]

    init(_ alias: AliasRoute, of found: StampedRoute, lane: (TrafficSplit.Target) -> VersionLane?) {
        keyPrefix = Self.keyPrefix(of: found.route.workload.id)
        worker = found.route.workload.name.text
        slots = SlotTable(alias.routing.slots, lane: lane)
        rules = alias.routing.rules.map { RuleChoice($0, lane: lane) }
        affinity = alias.affinity.map(AttributeReader.init)
        members = alias.routing.targets.compactMap(lane).sorted { $0.number < $1.number }
    }

    static func keyPrefix(of workload: Workload.ID) -> [UInt8] { workload.bytes + [0] }
}

/// A rule made ready for matching.
struct RuleChoice {
    let matchesAll: Bool
    let conditions: [ConditionMatch]
    let slots: SlotTable

    init(_ deployed: DeployedRouting.DeployedRule, lane: (TrafficSplit.Target) -> VersionLane?) {
        matchesAll = deployed.rule.match == .all
        conditions = deployed.rule.conditions.map(ConditionMatch.init)
        slots = SlotTable(deployed.slots, lane: lane)
    }
}

/// A condition made ready for matching.
struct ConditionMatch {
    let reader: AttributeReader
    private let test: Test

    private enum Test {
        case exists
        case prefix([UInt8])
        case oneOf([[UInt8]])
        /// As the rule itself says; it takes a copy of the value.
        case other(Rule.Test)
    }

    init(_ condition: Rule.Condition) {
        reader = AttributeReader(condition.attribute)
        switch condition.test {
        case .exists: test = .exists
        case .equals(let text): test = .oneOf([Array(text.utf8)])
        case .hasPrefix(let text): test = .prefix(Array(text.utf8))
        case .isOneOf(let texts): test = .oneOf(texts.map { Array($0.utf8) })
        case .differs, .compares, .isSampled: test = .other(condition.test)
        }
    }

    /// Whether a value that is there passes.
    func isMet(by value: Span<UInt8>) -> Bool {
        switch test {
        case .exists: true
        case .prefix(let prefix):
            value.count >= prefix.count && value.extracting(first: prefix.count).isEqual(to: prefix)
        case .oneOf(let wanted): wanted.contains { value.isEqual(to: $0) }
        case .other(let test): test.isMet(by: value.indices.map { value[$0] })
        }
    }
}
