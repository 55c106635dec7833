import ReleaseModel
import Testing

@Suite("A rule")
struct RuleTests {
    private func conditions(_ count: Int) -> [Rule.Condition] {
        (0..<count).map { Rule.Condition(.query("q\($0)"), .exists) }
    }

    @Test("has from one to sixteen conditions", arguments: [(0, false), (1, true), (16, true), (17, false)])
    func conditionCount(count: Int, isRule: Bool) {
        let rule = Rule(conditions: conditions(count), split: TrafficSplit(allTo: .example()))
        #expect((rule != nil) == isRule)
        #expect(rule == nil || rule?.conditions.count == count)
    }

    struct Reading: Sendable {
        let text: String
        let attribute: RequestAttribute
    }

    @Test(
        "reads a header, a cookie or a query item",
        arguments: [
            Reading(text: "header:X-User", attribute: .header("x-user")),
            Reading(text: "cookie:SID", attribute: .cookie("SID")),
            Reading(text: "query:Page", attribute: .query("Page")),
            Reading(text: "query:a:b", attribute: .query("a:b")),
        ]
    )
    func readsAttribute(_ reading: Reading) {
        #expect(RequestAttribute(reading.text) == reading.attribute)
        #expect(RequestAttribute(reading.attribute.description) == reading.attribute)
    }

    @Test(
        "reads nothing else",
        arguments: [
            "", ":", "header", "header:", ":header:x", "::header:x", "Header:x", "body:x", "header:a b", "header:é",
            "header:a\u{0}",
            "query:\u{7F}", "cookie:" + String(repeating: "c", count: 129),
        ]
    )
    func refusesAttribute(text: String) {
        #expect(RequestAttribute(text) == nil)
    }
}
