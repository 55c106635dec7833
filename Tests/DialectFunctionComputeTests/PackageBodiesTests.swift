import HTTPModel
import Testing

@testable import DialectFunctionCompute

@Suite("Large bodies are held within a budget", .timeLimit(.minutes(1)))
struct PackageBodiesTests {
    private static func request(_ body: HTTPBody) -> HTTPRequest {
        var request = HTTPRequest(.post, "/2021-04-06/services")
        request.body = body
        return request
    }

    private static func refusal(_ work: () async throws -> Void) async -> FunctionComputeError? {
        await #expect(throws: FunctionComputeError.self) { try await work() }
    }

    @Test("as many as fit are read at once; one more is told to try again, and then finds room")
    func room() async throws {
        let budget = PackageBodies()
        // A stream that does not tell its length may be as long as allowed.
        let stream = Self.request(.stream { nil })
        try await budget.reading(stream, upTo: PackageBodies.limit - 3) { _ in
            try await budget.reading(Self.request(.text("abc")), upTo: 10) { #expect($0 == Array("abc".utf8)) }
            let refusal = await Self.refusal {
                try await budget.reading(Self.request(.text("abcd")), upTo: 10) { _ in _ = Issue.record("it was read") }
            }
            #expect(refusal?.code == .resourceThrottled)
        }
        try await budget.reading(Self.request(.stream { nil }), upTo: PackageBodies.limit) { _ in }
    }

    @Test("what ends badly gives its room back", arguments: [true, false])
    func failing(isTooLarge: Bool) async throws {
        let budget = PackageBodies()
        let body: HTTPBody = isTooLarge ? .stream { [UInt8](repeating: 0, count: 9) } : .empty
        let limit = isTooLarge ? 8 : PackageBodies.limit
        let refusal = await Self.refusal {
            try await budget.reading(Self.request(body), upTo: limit) { _ in
                throw FunctionComputeError.invalid("no")
            }
        }
        #expect(refusal?.code == (isTooLarge ? .entityTooLarge : .invalidArgument))
        try await budget.reading(Self.request(.stream { nil }), upTo: PackageBodies.limit) { _ in }
    }

    @Test("the largest package fits")
    func package() {
        #expect(Endpoint.packageLimit <= PackageBodies.limit)
    }
}
