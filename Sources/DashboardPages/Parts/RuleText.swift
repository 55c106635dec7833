import NativeWire

/// A rule in words.
enum RuleText {
    /// `Where cookie:plan is pro and query:beta is there: 90 % version 1, 10 % version 2`.
    static func sentence(_ rule: WireRule) -> String {
        let conditions = rule.conditions.map(phrase).joined(separator: rule.match == "any" ? " or " : " and ")
        return "Where \(conditions): \(ShareText.sentence(rule.shares))"
    }

    private static func phrase(_ condition: WireCondition) -> String {
        let values = condition.values.joined(separator: ", ")
        return switch condition.test {
        case "exists": "\(condition.attribute) is there"
        case "prefix": "\(condition.attribute) begins with \(values)"
        case "in": "\(condition.attribute) is one of \(values)"
        default: "\(condition.attribute) is \(values)"
        }
    }
}
