import ReleaseCore
import ReleaseModel
import Testing

@Suite("A change worked out from what a workload is", .timeLimit(.minutes(1)))
struct LatestTests {
    /// Adds a number to those in the workload's document.
    private func add(_ number: Int, _ bench: Bench) async throws {
        try await bench.plane.onLatest(of: bench.name()) { seen in
            let workload = try await bench.plane.workload(bench.name())
            let kept = try await bench.plane.document(of: workload)
            await Task.yield()
            _ = try await bench.plane.set(
                [.document: kept + "\(number),"],
                of: bench.name(),
                record: .example(seen: seen)
            )
        }
    }

    /// Turns the host on, and returns how often that was worked out.
    private func switchOn(_ bench: Bench) async throws -> Int {
        var attempts = 0
        _ = try await bench.plane.onLatest(of: bench.name()) { seen in
            attempts += 1
            await Task.yield()
            return try await bench.plane.set([.host: "on"], of: bench.name(), record: .example(seen: seen))
        }
        return attempts
    }

    @Test("loses nothing that others change at the same time")
    func keepAll() async throws {
        try await Bench.run { bench in
            let made = try await bench.plane.createWorkload(bench.name(), record: .example())
            try await withThrowingTaskGroup { group in
                for number in 0..<8 { group.addTask { try await add(number, bench) } }
                try await group.waitForAll()
            }
            let numbers = try await bench.plane.document(of: made.value).dropFirst(2).split(separator: ",")
            #expect(Set(numbers) == Set((0..<8).map { "\($0)" }))
        }
    }

    @Test("is worked out once for each who makes one, however many come at once")
    func takeTurns() async throws {
        try await Bench.run { bench in
            _ = try await bench.plane.createWorkload(bench.name(), record: .example())
            let attempts = try await withThrowingTaskGroup { group in
                for _ in 0..<40 { group.addTask { try await switchOn(bench) } }
                return try await group.reduce(0, +)
            }
            #expect(attempts == 40)
        }
    }

    @Test("sees that a workload was made meanwhile")
    func seeCreation() async throws {
        try await Bench.run { bench in
            var seen: [Revision] = []
            let published = try await bench.plane.onLatest(of: bench.name()) { revision in
                seen.append(revision)
                if seen.count == 1 { try await bench.versions(1) }
                return try await bench.upload("two", seen: revision, release: .now(message: nil))
            }
            #expect(seen.first == .zero)
            #expect(seen.count == 2)
            #expect(published.value.version.number == 2)
        }
    }

    @Test("gives up in the end when somebody else is always faster")
    func giveUp() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            var attempts = 0
            let error = await #expect(throws: ReleaseError.self) {
                try await bench.plane.onLatest(of: bench.name()) { seen in
                    attempts += 1
                    for value in ["on", "off"] {
                        let record = Record.example(seen: value == "off" ? seen : nil)
                        _ = try await bench.plane.set("previews", to: value, of: bench.name(), record: record)
                    }
                }
            }
            #expect(error?.name == "conflict")
            #expect(attempts == 32)
        }
    }
}
