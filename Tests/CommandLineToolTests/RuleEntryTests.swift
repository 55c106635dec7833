import NativeWire
import Testing

@testable import CommandLineTool

@Suite("Rules are read as sentences")
struct RuleEntryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var match = "all"
        let conditions: [WireCondition]
        let shares: [WireDeploymentRequest.RequestedShare]
        /// As it is said back; the text itself where that is `nil`.
        var description: String?

        var testDescription: String { text }

        static let everything = [WireDeploymentRequest.RequestedShare(version: "2", percentage: "100")]

        static let all = [
            Case(
                text: "header:x-beta to 2@100",
                conditions: [WireCondition(attribute: "header:x-beta", test: "exists", values: [])],
                shares: everything
            ),
            Case(
                text: "header:X-Beta to 2",
                conditions: [WireCondition(attribute: "header:x-beta", test: "exists", values: [])],
                shares: everything,
                description: "header:x-beta to 2@100"
            ),
            Case(
                text: "cookie:plan=pro and query:beta to 1@50 2",
                conditions: [
                    WireCondition(attribute: "cookie:plan", test: "equals", values: ["pro"]),
                    WireCondition(attribute: "query:beta", test: "exists", values: []),
                ],
                shares: [.init(version: "1", percentage: "50"), .init(version: "2", percentage: "50")],
                description: "cookie:plan=pro and query:beta to 1@50 2@50"
            ),
            Case(
                text: "query:country=de|at|ch or header:user-agent^=curl/ to 2@100",
                match: "any",
                conditions: [
                    WireCondition(attribute: "query:country", test: "in", values: ["de", "at", "ch"]),
                    WireCondition(attribute: "header:user-agent", test: "prefix", values: ["curl/"]),
                ],
                shares: everything
            ),
            // A value may hold what else has a meaning.
            Case(
                text: "query:next=/a=b:c^d to e to 2@100",
                conditions: [WireCondition(attribute: "query:next", test: "equals", values: ["/a=b:c^d to e"])],
                shares: everything
            ),
            Case(
                text: "cookie:plan= to 2@100",
                conditions: [WireCondition(attribute: "cookie:plan", test: "equals", values: [""])],
                shares: everything
            ),
        ]
    }

    @Test(arguments: Case.all)
    func reads(_ example: Case) throws {
        let rule = try RuleEntry(example.text)
        #expect(rule.requested.match == example.match)
        #expect(rule.requested.conditions == example.conditions)
        #expect(rule.requested.shares == example.shares)
        #expect(rule.description == example.description ?? example.text)
    }

    @Test(
        arguments: [
            ("", "rule_invalid"), ("to 2", "rule_invalid"), (" to 2", "rule_invalid"), ("header:x", "rule_invalid"),
            ("header:x to", "rule_invalid"), ("header:x to  ", "rule_invalid"), ("path:x to 2", "rule_invalid"),
            ("header: to 2", "rule_invalid"), ("header:x  to 2", "rule_invalid"),
            ("header:a and header:b or header:c to 2", "rule_invalid"), ("header:a and to 2", "rule_invalid"),
            ("header:x to 1@50 2@40", "split_sum_off"), ("header:x to oldest", "version_reference_invalid"),
        ]
    )
    func refuses(text: String, code: String) {
        let failure = #expect(throws: CommandFailure.self) { try RuleEntry(text) }
        #expect(failure?.code == code)
        #expect(failure?.exitCode == .usage)
    }
}
