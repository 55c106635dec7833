/// A condition on a request and the split it leads to.
public struct Rule: Sendable, Hashable {
    /// The most rules of one deployment.
    public static let maximumCount = 32
    /// The most conditions of one rule.
    public static let maximumConditions = 16

    public let match: Match
    public let conditions: [Condition]
    public let split: TrafficSplit

    public init?(match: Match = .all, conditions: [Condition], split: TrafficSplit) {
        guard (1...Self.maximumConditions).contains(conditions.count) else { return nil }
        self.match = match
        self.conditions = conditions
        self.split = split
    }

    /// Which of a rule's conditions must hold.
    public enum Match: String, Sendable, Hashable {
        case all, any
    }

    public struct Condition: Sendable, Hashable {
        public let attribute: RequestAttribute
        public let test: Test

        public init(_ attribute: RequestAttribute, _ test: Test) {
            self.attribute = attribute
            self.test = test
        }
    }

    /// What is asked of an attribute's value.
    ///
    /// An absent attribute fails every test; values compare byte by byte.
    public enum Test: Sendable, Hashable {
        case exists
        case equals(String)
        case hasPrefix(String)
        case isOneOf([String])
        case differs(from: String)
        /// The value stands in this order to a text, by bytes.
        case compares(Comparison, to: String)
        /// The value is among this many slots of ``TrafficSplit/slotCount`` by a hash of it.
        case isSampled(slots: Int)
    }

    /// An order of two texts.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }
}
