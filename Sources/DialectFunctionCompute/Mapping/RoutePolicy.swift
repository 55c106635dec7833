import HTTPModel
import ReleaseModel

/// Which requests go to the additional version of an alias, by what they carry.
struct RoutePolicy {
    private let match: Rule.Match
    private let conditions: [Rule.Condition]

    /// Reads the document of a request; `nil` for one that says nothing.
    init?(_ policy: LooseObject) throws(FunctionComputeError) {
        guard let items = try policy.array("policyItems"), !items.isEmpty else { return nil }
        match = try Self.match(try policy.text("condition") ?? "")
        guard items.count <= Rule.maximumConditions else {
            throw .invalid("routePolicy can have \(Rule.maximumConditions) policyItems (actual: \(items.count))")
        }
        var conditions: [Rule.Condition] = []
        for item in items {
            guard let members = item.object else { throw .wrongType("policyItems", "an array of objects") }
            conditions.append(try Self.condition(LooseObject(members)))
        }
        self.conditions = conditions
    }

    /// The rule that leads to a version.
    func rule(leadingTo version: Version.ID) -> Rule? {
        Rule(match: match, conditions: conditions, split: TrafficSplit(allTo: version))
    }

    private static func match(_ text: String) throws(FunctionComputeError) -> Rule.Match {
        switch text.uppercased() {
        case "AND", "": .all
        case "OR": .any
        default:
            throw .invalid("routePolicy.condition is set to an invalid value (allowed: AND | OR, actual: '\(text)')")
        }
    }

    private static func condition(_ item: LooseObject) throws(FunctionComputeError) -> Rule.Condition {
        let type = try item.required("type")
        let key = try item.required("key")
        let source: String
        switch type.lowercased() {
        case "header": source = "header"
        case "cookie": source = "cookie"
        case "param": source = "query"
        default:
            throw .invalid(
                "policyItems.type is set to an invalid value (allowed: Header | Cookie | Param, actual: '\(type)')"
            )
        }
        guard let attribute = RequestAttribute("\(source):\(key)") else {
            throw .invalid("policyItems.key '\(key)' cannot be the name of a \(type)")
        }
        let value = try item["value"].map { value throws(FunctionComputeError) -> String in
            guard let text = value.string ?? value.integer.map(String.init) else {
                throw .wrongType("policyItems.value", "a string")
            }
            return text
        }
        return Rule.Condition(attribute, try test(try item.required("operator"), value ?? ""))
    }

    private static func test(_ operation: String, _ value: String) throws(FunctionComputeError) -> Rule.Test {
        switch operation.lowercased() {
        case "=", "==": return .equals(value)
        case "!=": return .differs(from: value)
        case "in": return .isOneOf(value.split(separator: ",").map { String($0.trimmingPrefix(while: \.isWhitespace)) })
        case "percentage", "percent":
            guard let percentage = Int(value), (1...100).contains(percentage) else {
                throw .invalid("policyItems.value of percentage must be an integer from 1 to 100 (actual: '\(value)')")
            }
            return .isSampled(slots: percentage * TrafficSplit.slotCount / 100)
        default:
            guard let comparison = Rule.Comparison(rawValue: operation) else {
                throw .invalid(
                    "policyItems.operator is set to an invalid value "
                        + "(allowed: > | < | >= | <= | = | != | in | percentage, actual: '\(operation)')"
                )
            }
            return .compares(comparison, to: value)
        }
    }
}
