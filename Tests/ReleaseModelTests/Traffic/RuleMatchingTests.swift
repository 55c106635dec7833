import ReleaseModel
import Testing

@Suite("A rule, of a request,")
struct RuleMatchingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let test: Rule.Test
        let value: String
        let isMet: Bool

        var testDescription: String { "\(test) by \(value.debugDescription)" }

        init(_ test: Rule.Test, _ value: String, _ isMet: Bool) {
            self.test = test
            self.value = value
            self.isMet = isMet
        }
    }

    @Test(
        "compares values byte by byte",
        arguments: [
            Case(.exists, "", true), Case(.exists, "a", true),
            Case(.equals("a"), "a", true), Case(.equals("a"), "A", false), Case(.equals(""), "", true),
            Case(.equals("é"), "e\u{301}", false),
            Case(.hasPrefix("ab"), "abc", true), Case(.hasPrefix("ab"), "a", false), Case(.hasPrefix(""), "", true),
            Case(.isOneOf(["a", "b"]), "b", true), Case(.isOneOf(["a", "b"]), "ab", false),
            Case(.isOneOf([]), "", false),
            Case(.differs(from: "a"), "b", true), Case(.differs(from: "a"), "a", false),
            Case(.compares(.less, to: "b"), "a", true), Case(.compares(.less, to: "b"), "b", false),
            Case(.compares(.lessOrEqual, to: "b"), "b", true), Case(.compares(.lessOrEqual, to: "b"), "c", false),
            Case(.compares(.greater, to: "b"), "c", true), Case(.compares(.greater, to: "b"), "b", false),
            Case(.compares(.greaterOrEqual, to: "b"), "b", true), Case(.compares(.greaterOrEqual, to: "b"), "a", false),
            // Texts, not numbers.
            Case(.compares(.less, to: "9"), "10", true), Case(.compares(.greater, to: ""), "a", true),
            // By bytes, so that what is not ASCII comes last.
            Case(.compares(.greater, to: "z"), "é", true),
            // The first slot's, and the last one's.
            Case(.isSampled(slots: 0), "user-250594", false), Case(.isSampled(slots: 1), "user-250594", true),
            Case(.isSampled(slots: TrafficSplit.slotCount - 1), "user-35462", false),
            Case(.isSampled(slots: TrafficSplit.slotCount), "user-35462", true),
            Case(.isSampled(slots: 0), "a", false), Case(.isSampled(slots: TrafficSplit.slotCount), "a", true),
        ]
    )
    func compares(_ example: Case) {
        #expect(example.test.isMet(by: Array(example.value.utf8)) == example.isMet)
    }

    @Test("wants all of its conditions, or any")
    func combines() throws {
        let conditions = [
            Rule.Condition(.header("x-a"), .equals("1")), Rule.Condition(.cookie("b"), .equals("2")),
        ]
        let split = TrafficSplit(allTo: .example())
        let strict = try #require(Rule(match: .all, conditions: conditions, split: split))
        let loose = try #require(Rule(match: .any, conditions: conditions, split: split))
        let requests: [(values: [RequestAttribute: String], isAll: Bool, isAny: Bool)] = [
            ([:], false, false), ([.header("x-a"): "1"], false, true), ([.cookie("b"): "2"], false, true),
            ([.header("x-a"): "1", .cookie("b"): "2"], true, true),
            ([.header("x-a"): "1", .cookie("b"): "3"], false, true),
            ([.cookie("x-a"): "1", .header("b"): "2"], false, false),
        ]
        for request in requests {
            #expect(strict.matches { request.values[$0] } == request.isAll, "\(request.values)")
            #expect(loose.matches { request.values[$0] } == request.isAny, "\(request.values)")
        }
    }

    @Test("is not met by what a request does not have, whatever is asked of it")
    func absent() throws {
        let tests: [Rule.Test] = [
            .exists, .differs(from: "a"), .compares(.less, to: "z"), .isSampled(slots: TrafficSplit.slotCount),
            .hasPrefix(""),
        ]
        for test in tests {
            let rule = try #require(
                Rule(conditions: [Rule.Condition(.query("q"), test)], split: TrafficSplit(allTo: .example()))
            )
            #expect(!rule.matches { _ in nil }, "\(test)")
        }
    }

    @Test("samples as large a share of all values as it says, always the same ones, and more of them for more")
    func samples() {
        let values = (0..<20_000).map { Array("user-\($0)".utf8) }
        var before: Set<Int> = []
        for percentage in [1, 20, 50, 99] {
            let test = Rule.Test.isSampled(slots: percentage * TrafficSplit.slotCount / 100)
            let met = Set(values.indices.filter { test.isMet(by: values[$0]) })
            #expect(met == Set(values.indices.filter { test.isMet(by: values[$0]) }))
            #expect(before.isSubset(of: met))
            before = met
            // Five standard deviations.
            let share = Double(percentage) / 100
            let bound = 5 * (Double(values.count) * share * (1 - share)).squareRoot()
            #expect(abs(Double(met.count) - Double(values.count) * share) < bound, "\(percentage) %: \(met.count)")
        }
    }
}
