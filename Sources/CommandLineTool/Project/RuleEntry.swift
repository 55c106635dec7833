import NativeWire
import ReleaseModel

/// A rule as the command line takes it: conditions, the word `to`, and shares.
///
/// `cookie:plan=pro and query:beta to 1@50 2@50`: where all conditions hold, these shares apply. `or` in the place of
/// `and` lets any of them do; a rule has one or the other. Values may hold any character, but neither word between
/// spaces; the API takes those, too.
struct RuleEntry: Sendable, Hashable {
    let requested: WireDeploymentRequest.RequestedRule

    init(_ text: String) throws(CommandFailure) {
        guard let separator = text.ranges(of: " to ").last else {
            throw Self.invalid("\"\(text)\" does not say where its requests go.")
        }
        let shares = text[separator.upperBound...].split(separator: " ").map(String.init)
        guard !shares.isEmpty else { throw Self.invalid("\"\(text)\" does not say where its requests go.") }
        let (match, words) = try Self.split(String(text[..<separator.lowerBound]))
        var conditions: [WireCondition] = []
        for word in words { conditions.append(try Self.condition(word)) }
        requested = .init(match: match, conditions: conditions, shares: try ShareList(shares).requested)
    }

    /// Which of the conditions must hold, and the conditions.
    private static func split(_ text: String) throws(CommandFailure) -> (match: String, words: [String]) {
        let all = text.split(separator: " and ", omittingEmptySubsequences: false).map(String.init)
        let any = text.split(separator: " or ", omittingEmptySubsequences: false).map(String.init)
        guard all.count == 1 || any.count == 1 else {
            throw invalid("\"\(text)\" mixes \"and\" and \"or\".")
        }
        return any.count == 1 ? (Rule.Match.all.rawValue, all) : (Rule.Match.any.rawValue, any)
    }

    /// Reads `SOURCE` (it is there), `SOURCE=VALUE`, `SOURCE=VALUE|VALUE` (one of them) or `SOURCE^=VALUE` (it begins so).
    private static func condition(_ word: String) throws(CommandFailure) -> WireCondition {
        guard let equals = word.firstIndex(of: "=") else {
            return WireCondition(attribute: try attribute(word), test: "exists", values: [])
        }
        let name = word[..<equals]
        let value = String(word[word.index(after: equals)...])
        if name.hasSuffix("^") {
            return WireCondition(attribute: try attribute(name.dropLast()), test: "prefix", values: [value])
        }
        let values = value.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return WireCondition(attribute: try attribute(name), test: values.count == 1 ? "equals" : "in", values: values)
    }

    private static func attribute(_ text: some StringProtocol) throws(CommandFailure) -> String {
        guard let attribute = RequestAttribute(String(text)) else {
            throw invalid("\"\(text)\" is not a part of a request that rules can read.")
        }
        return attribute.description
    }

    private static func invalid(_ detail: String) -> CommandFailure {
        .usage(
            "rule_invalid",
            detail,
            nextStep: "Write it like \"header:x-beta to 2\" or \"cookie:plan=pro|team and query:beta to 1@50 2@50\"."
        )
    }
}

extension RuleEntry: CustomStringConvertible {
    var description: String {
        let conditions = ConditionText.of(requested.conditions, match: requested.match ?? Rule.Match.all.rawValue)
        let shares = requested.shares.map { "\($0.version)@\($0.percentage)" }.joined(separator: " ")
        return "\(conditions) to \(shares)"
    }
}
