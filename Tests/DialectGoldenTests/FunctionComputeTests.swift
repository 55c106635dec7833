import HTTPModel
import Testing

@testable import DialectFunctionCompute

@Suite("Function Compute's API answers as its golden files say")
struct FunctionComputeTests {
    @Test("request by request", .timeLimit(.minutes(1)), arguments: try Story.all(of: "functioncompute"))
    func tell(_ name: String) async throws {
        var story = try Story(name)
        try await FunctionStage.run { stage in
            var teller = Teller(stage)
            for (index, step) in story.steps.enumerated() {
                let answer = try await teller.answer(step)
                if !Story.isWriting { #expect(answer == step.answer, "\(step.lines.joined(separator: "\n"))") }
                story.setAnswer(answer, at: index)
            }
        }
        if Story.isWriting { try story.write() }
    }

    @Test("every operation that is there is told of, and every one is once told to be done")
    func tellAll() throws {
        let router = FunctionComputeAPI.table.router
        var told: Set<String> = [], done: Set<String> = []
        for name in try Story.all(of: "functioncompute") {
            for step in try Story(name).steps {
                let path = step.path.replacing("{", with: "").replacing("}", with: "")
                guard case .found(let route, _) = router.match(try HTTPMethod(step.method), try HTTPTarget(path)) else {
                    continue
                }
                let operation = Self.operation(route.method, route.pattern.text)
                told.insert(operation)
                if step.answer.hasPrefix("2") { done.insert(operation) }
            }
        }
        let all = Set(router.routes.map { Self.operation($0.method, $0.pattern.text) })
        #expect(all.subtracting(told) == [], "never told")
        #expect(told.subtracting(done).filter { !Self.isRefused($0) } == [], "never done")
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
