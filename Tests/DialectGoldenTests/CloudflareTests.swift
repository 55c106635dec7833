import HTTPModel
import Testing

@testable import DialectCloudflare

@Suite("Cloudflare's API answers as its golden files say")
struct CloudflareTests {
    @Test("request by request", .timeLimit(.minutes(1)), arguments: try Story.all(of: "cloudflare"))
    func tell(_ name: String) async throws {
        var story = try Story(name)
        try await Stage.run { stage in
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
        let router = CloudflareAPI.table.router
        var told: Set<String> = [], done: Set<String> = []
        for name in try Story.all(of: "cloudflare") {
            for step in try Story(name).steps {
                let path = EndpointTable.prefix + step.path.replacing("{", with: "").replacing("}", with: "")
                guard case .found(let route, _) = router.match(try HTTPMethod(step.method), try HTTPTarget(path)) else {
                    continue
                }
                let operation = "\(route.method.name) \(route.pattern.text)"
                told.insert(operation)
                if step.answer.hasPrefix("2") { done.insert(operation) }
            }
        }
        let all = Set(router.routes.map { "\($0.method.name) \($0.pattern.text)" })
        #expect(all.subtracting(told) == [], "never told")
        #expect(told.subtracting(done).subtracting(Self.refusing) == [], "never done")
    }

    /// Operations that have no other answer than a refusal.
    private static let refusing: Set = ["GET /client/v4/accounts/{account}/workers/subdomains/{name}"]
}
