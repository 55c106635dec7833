import HTTPEngine
import HTTPModel
import Lifecycle
import Synchronization
import Telemetry
import TestSurroundings
import Testing

@testable import ServerAssembly

@Suite("A Prefect server is asked whether it answers", .timeLimit(.minutes(1)))
struct PrefectHealthTests {
    /// What a server was asked.
    private final class Questions: Sendable {
        private let state = Mutex<[String]>([])

        var all: [String] { state.withLock { $0 } }

        func add(_ request: HTTPRequest) {
            state.withLock { $0.append("\(request.method.name) \(request.target.path)") }
        }
    }

    private func run(
        deadline: Duration = PrefectHealth.deadline,
        answer: @escaping @Sendable () async -> HTTPStatus,
        _ body: (PrefectHealth, Questions) async throws -> Void
    ) async throws {
        let questions = Questions()
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let server = HTTPServer(name: "prefect", on: [socket], log: .silent) { request in
            questions.add(request)
            return HTTPResponse(await answer())
        }
        let health = try PrefectHealth(
            of: .tcp(host: "127.0.0.1", port: try #require(socket.port)),
            deadline: deadline
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await body(health, questions)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test("at its health, by one question for all who want to know at once, and anew for who comes later")
    func one() async throws {
        let gate = Gate()
        try await run(deadline: .seconds(60)) {
            await gate.wait()
            return .ok
        } _: { health, questions in
            let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 { group.addTask { await health.isAnswering() } }
                try await eventually { await health.waiting.count == 19 && !questions.all.isEmpty }
                gate.open()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == Array(repeating: true, count: 20))
            #expect(questions.all == ["GET /api/health"])
            #expect(await health.isAnswering())
            #expect(questions.all.count == 2)
        }
    }

    @Test("and one that says it is not well does not answer")
    func unwell() async throws {
        try await run(answer: { .serviceUnavailable }) { health, _ in
            #expect(await !health.isAnswering())
        }
    }

    @Test("for no longer than the deadline")
    func hanging() async throws {
        let never = Gate()
        try await run(deadline: .milliseconds(100)) {
            await never.wait()
            return .ok
        } _: { health, _ in
            let began = ContinuousClock.now
            #expect(await !health.isAnswering())
            #expect(ContinuousClock.now - began < .seconds(10))
        }
    }

    @Test("and one that is not there does not answer")
    func missing() async throws {
        let port = try ReservedPort()
        let health = try PrefectHealth(of: .tcp(host: "127.0.0.1", port: port.number))
        #expect(await !health.isAnswering())
    }

    @Test("again by the next who asks, where the one before went away")
    func cancelled() async throws {
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        let isFirst = Atomic<Bool>(true)
        let never = Gate()
        try await run(deadline: .seconds(30)) {
            ask.yield()
            if isFirst.exchange(false, ordering: .relaxed) { await never.wait() }
            return .ok
        } _: { health, _ in
            let first = Task { await health.isAnswering() }
            for await _ in asked { break }
            first.cancel()
            _ = await first.value
            #expect(await health.isAnswering())
        }
    }
}
