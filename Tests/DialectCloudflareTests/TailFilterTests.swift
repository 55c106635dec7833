import HTTPModel
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("Filters of a tail")
struct TailFilterTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let filter: String
        let invocation: Invocation
        let isShown: Bool

        init(_ filter: String, _ invocation: Invocation, _ isShown: Bool) {
            self.filter = filter
            self.invocation = invocation
            self.isShown = isShown
        }

        var testDescription: String { filter }
    }

    private static let header: [String: String] = ["x-a": "one, two", "cf-connecting-ip": "192.0.2.1"]

    static let examples = [
        Example(#"{"sampling_rate": 0.6}"#, .example(), true),
        Example(#"{"sampling_rate": 0.5}"#, .example(), false),
        Example(#"{"sampling_rate": 0}"#, .example(), false),
        Example(#"{"outcome": ["exception", "unknown"]}"#, .example(), false),
        Example(#"{"outcome": ["exception", "unknown"]}"#, .example(outcome: .exception), true),
        Example(#"{"outcome": ["ok"]}"#, .scheduled, true),
        Example(#"{"method": ["get"]}"#, .example("GET"), true),
        Example(#"{"method": ["GET"]}"#, .example("POST"), false),
        Example(#"{"method": ["GET"]}"#, .scheduled, false),
        Example(#"{"header": {"key": "X-A"}}"#, .example(headers: header), true),
        Example(#"{"header": {"key": "X-A", "query": "two"}}"#, .example(headers: header), true),
        Example(#"{"header": {"key": "X-A", "query": "three"}}"#, .example(headers: header), false),
        Example(#"{"header": {"key": "X-B"}}"#, .example(headers: header), false),
        Example(#"{"client_ip": ["192.0.2.1"]}"#, .example(headers: header), true),
        Example(#"{"client_ip": ["self"]}"#, .example(headers: header), true),
        Example(#"{"client_ip": ["192.0.2.2"]}"#, .example(headers: header), false),
        Example(#"{"query": "needle"}"#, .example(logs: ["hay", "a needle"]), true),
        Example(#"{"query": "needle"}"#, .example(logs: ["hay"]), false),
        Example(#"{"scriptVersion": "two"}"#, .example(version: 2), true),
        Example(#"{"scriptVersion": "two"}"#, .example(version: 1), false),
    ]

    @Test("show what they name and nothing else", arguments: examples)
    func filters(_ example: Example) async throws {
        let filter = try await filter(example.filter)
        #expect(filter.admits(example.invocation, draw: 0.5) == example.isShown)
    }

    @Test(
        "that are not understood are refused",
        arguments: [
            "{}", #"{"colour": "red"}"#, #"{"sampling_rate": 2}"#, #"{"sampling_rate": "1"}"#, #"{"outcome": "ok"}"#,
            #"{"outcome": [1]}"#, #"{"header": {"query": "a"}}"#, "7",
        ]
    )
    func refused(_ text: String) async throws {
        let error = await #expect(throws: CloudflareError.self) { try await filter(text) }
        #expect(error?.items.first?.code == 10_004)
    }

    @Test("must all admit what is shown")
    func all() async throws {
        let tail = try Tail.example(filters: [.methods(["GET"]), .outcomes(["ok"])])
        #expect(tail.admits(.example(), draw: 0))
        #expect(!tail.admits(.example("POST"), draw: 0))
        #expect(!tail.admits(.example(outcome: .exception), draw: 0))
    }

    private func filter(_ text: String) async throws -> TailFilter {
        try await TailFilter(JSONValue(parsing: Array(text.utf8)), sender: "192.0.2.1") { name in
            #expect(name == "two")
            return .example(2)
        }
    }
}
