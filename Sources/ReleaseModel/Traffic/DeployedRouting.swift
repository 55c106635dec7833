/// A deployment's default split and ordered rules, each with the slots it gave to whom.
public struct DeployedRouting: Sendable, Hashable {
    public let split: TrafficSplit
    public let slots: SlotMap
    public let rules: [DeployedRule]

    public init(split: TrafficSplit, slots: SlotMap, rules: [DeployedRule] = []) {
        self.split = split
        self.slots = slots
        self.rules = rules
    }

    public struct DeployedRule: Sendable, Hashable {
        public let rule: Rule
        public let slots: SlotMap

        public init(rule: Rule, slots: SlotMap) {
            self.rule = rule
            self.slots = slots
        }
    }

    /// Every target a request may reach, 0 % included, each once.
    public var targets: Set<TrafficSplit.Target> {
        Set(split.shares.map(\.target) + rules.flatMap { $0.rule.split.shares.map(\.target) })
    }
}
