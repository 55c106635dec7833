import HTTPModel
import Testing

@testable import DialectFunctionCompute

@Suite("Function Compute's API answers as its golden files say")
struct FunctionComputeTests {
    @Test("request by request", .timeLimit(.minutes(1)), arguments: try Story.all(of: "functioncompute"))
    func tell(_ name: String) async throws {
        try await FunctionStage.run { try await Story.tell(name, on: $0) }
    }

    @Test("every operation that is there is told of, and every one is once told to be done")
    func tellAll() throws {
        let router = FunctionComputeAPI.table.router
        let operations = try ToldOperations(of: "functioncompute", in: router, name: Self.operation)
        #expect(operations.missing == [], "never told")
        #expect(operations.neverDone.filter { !Self.isRefused($0) } == [], "never done")
    }

    /// Both forms of the API have the same operations.
    private static func operation(_ method: HTTPMethod, _ pattern: String) -> String {
        "\(method.name) /\(pattern.split(separator: "/").dropFirst().joined(separator: "/"))"
    }

    /// What has no other answer than a refusal: what this server does not offer, and what only a data process can answer.
    private static func isRefused(_ operation: String) -> Bool {
        let words = [
            "/layers/", "/layerarn/", "Token", "/gpuInstances", "/proxy/", "/instances", "/invocations", "/stateful-",
            "/fire", "/bindings/", "POST /services/{service}/bindings", "/event-sources/",
        ]
        return words.contains { operation.contains($0) }
            || (operation.hasPrefix("POST") && operation.hasSuffix("/event-sources"))
    }
}
