import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Triggers", .timeLimit(.minutes(1)))
struct TriggerTests {
    @discardableResult
    private func set(
        _ sources: [Trigger.Source],
        _ kind: Trigger.Kind = .host,
        of worker: String = "hello",
        on bench: Bench
    ) async throws -> [Trigger] {
        try await bench.plane.setTriggers(sources, kind: kind, of: bench.name(worker), record: .example()).value
    }

    @Test("are replaced as a whole, while what stays keeps its identity and time")
    func replace() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let first = try await set([.host("a.example"), .host("b.example"), .host("a.example")], on: bench)
            #expect(first.map(\.source) == [.host("a.example"), .host("b.example")])
            #expect(first.allSatisfy { $0.target == .alias(.production) })
            try await set([.schedule(expression: "* * * * *")], .schedule, on: bench)
            bench.world.turnClock(by: 60)
            let second = try await set([.host("c.example"), .host("b.example")], on: bench)
            #expect(second.last == first.last)
            #expect(second.first?.createdAt == bench.world.now)
            let stored = try await bench.store.triggers(of: bench.workload().id)
            #expect(stored.map(\.source.text) == ["b.example", "c.example", "* * * * *"])
        }
    }

    @Test("of hosts and routes that lead elsewhere are refused, and the owner is named")
    func refuseTaken() async throws {
        try await Bench.run { bench in
            for worker in ["hello", "other"] { try await bench.versions(1, of: worker) }
            for source in [Trigger.Source.host("a.example"), .route(pattern: "a.example/*")] {
                try await set([source], source.kind, of: "other", on: bench)
                let error = try await bench.refuses("triggerTaken") {
                    try await set([source], source.kind, on: bench)
                }
                guard case .triggerTaken(source, owner: bench.name("other")) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
            }
            for worker in ["hello", "other"] { try await set([.http(path: "/a")], .http, of: worker, on: bench) }
        }
    }

    @Test("keep their limits")
    func refuseTooMuch() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let many = (0...ReleasePlane.maximumTriggers).map { Trigger.Source.http(path: "/\($0)") }
            try await bench.refuses("tooManyTriggers") { try await set(many, .http, on: bench) }
            let long = String(repeating: "a", count: ReleasePlane.maximumTriggerLength + 1)
            try await bench.refuses("textTooLong") { try await set([.host(long)], on: bench) }
            try await bench.refuses("workloadNotFound") { try await set([], of: "none", on: bench) }
        }
    }
}
