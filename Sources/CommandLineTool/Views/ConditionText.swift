import NativeWire

/// The conditions of a rule.
enum ConditionText {
    /// The way `--rule` takes them: `cookie:plan=pro and query:beta`.
    static func of(_ conditions: [WireCondition], match: String) -> String {
        conditions.map(of).joined(separator: match == "any" ? " or " : " and ")
    }

    private static func of(_ condition: WireCondition) -> String {
        switch condition.test {
        case "exists": condition.attribute
        case "equals", "in": "\(condition.attribute)=\(condition.values.joined(separator: "|"))"
        case "prefix": "\(condition.attribute)^=\(condition.values.joined(separator: "|"))"
        default: "\(condition.attribute) \(condition.test) \(condition.values.joined(separator: "|"))"
        }
    }
}
