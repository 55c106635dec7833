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
        try await bench.plane.setTriggers([kind: sources], of: bench.name(worker), record: .example()).value
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
            for worker in ["hello", "other"] { try await set([.event(name: "f/a")], .event, of: worker, on: bench) }
        }
    }

    @Test("move to another source or workload in one commit, and keep their identity")
    func move() async throws {
        try await Bench.run { bench in
            for worker in ["hello", "other"] { try await bench.versions(1, of: worker) }
            let routes = [Trigger.Source.route(pattern: "a.example/*"), .route(pattern: "b.example/*")]
            let first = try await set(routes, .route, on: bench)[0]
            let head = try await bench.store.head().revision
            let moved = try await bench.plane.moveTrigger(
                first.id,
                of: bench.name(),
                to: .route(pattern: "c.example/*"),
                leadingTo: bench.name("other"),
                record: .example()
            )
            #expect(moved.revision == head.next)
            #expect(moved.value.id == first.id)
            #expect(try await bench.store.triggers(of: bench.workload().id).map(\.source) == [routes[1]])
            #expect(try await bench.store.triggers(of: bench.workload("other").id) == [moved.value])
        }
    }

    @Test("stay where they are when the place to move to is taken")
    func refuseMove() async throws {
        try await Bench.run { bench in
            for worker in ["hello", "other"] { try await bench.versions(1, of: worker) }
            let kept = try await set([.route(pattern: "a.example/*")], .route, on: bench)
            try await set([.route(pattern: "b.example/*")], .route, of: "other", on: bench)
            for target in ["hello", "other"] {
                try await bench.refuses("triggerTaken") {
                    _ = try await bench.plane.moveTrigger(
                        kept[0].id,
                        of: bench.name(),
                        to: .route(pattern: "b.example/*"),
                        leadingTo: bench.name(target),
                        record: .example()
                    )
                }
            }
            #expect(try await bench.store.triggers(of: bench.workload().id) == kept)
        }
    }

    @Test("of several kinds are replaced in one revision, or none is")
    func replaceSeveral() async throws {
        try await Bench.run { bench in
            for worker in ["hello", "other"] { try await bench.versions(1, of: worker) }
            try await set([.host("a.example")], of: "other", on: bench)
            try await set([.route(pattern: "b.example/*")], .route, on: bench)
            let cron = Trigger.Source.schedule(expression: "* * * * *")
            let before = try await bench.store.head().revision
            try await bench.refuses("triggerTaken") {
                _ = try await bench.plane.setTriggers(
                    [.schedule: [cron], .host: [.host("a.example")]],
                    of: bench.name("hello"),
                    record: .example()
                )
            }
            #expect(try await bench.store.head().revision == before)
            let made = try await bench.plane.setTriggers(
                [.schedule: [cron], .host: [.host("c.example")]],
                of: bench.name("hello"),
                record: .example()
            )
            #expect(made.revision == before.next)
            #expect(Set(made.value.map(\.source)) == [cron, .host("c.example")])
            let stored = try await bench.store.triggers(of: bench.workload().id).map(\.source.text)
            #expect(Set(stored) == ["b.example/*", "c.example", "* * * * *"])
        }
    }

    @Test("keep their limits")
    func refuseTooMuch() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let many = (0...ReleasePlane.maximumTriggers).map { Trigger.Source.event(name: "/\($0)") }
            try await bench.refuses("tooManyTriggers") { try await set(many, .event, on: bench) }
            let long = String(repeating: "a", count: ReleasePlane.maximumTriggerLength + 1)
            try await bench.refuses("textTooLong") { try await set([.host(long)], on: bench) }
            try await bench.refuses("workloadNotFound") { try await set([], of: "none", on: bench) }
        }
    }
}
