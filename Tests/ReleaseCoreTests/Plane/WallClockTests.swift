import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

@Suite("A wall clock that jumps", .timeLimit(.minutes(1)))
struct WallClockTests {
    private static let hour = 3_600.0
    private static let year = 365 * 24 * 3_600.0

    @Test("does not disturb numbers, order or rollback", arguments: [hour, -hour, year, -year])
    func jumps(by seconds: Double) async throws {
        try await Bench.run { bench in
            try await bench.upload("one", release: .now(message: nil))
            bench.world.turnClock(by: seconds)
            try await bench.upload("two", release: .now(message: nil))
            bench.world.turnClock(by: -2 * seconds)
            try await bench.upload("three", release: .now(message: nil))
            let workload = try await bench.workload()
            let versions = try await bench.store.versions(of: workload.id, page: PageRequest()).items
            #expect(versions.map(\.number) == [3, 2, 1])
            let start = Date.example
            #expect(versions.reversed().map(\.createdAt) == [start, start + seconds, start - seconds])
            #expect(try await bench.history().map(\.sequence) == [1, 2, 3])
            #expect(try await bench.plane.version(.newest, of: workload).number == 3)
            #expect(try await bench.serving() == [3: 100_000])
            _ = try await bench.plane.rollback(.production, of: bench.name(), to: .previousStable, record: .example())
            #expect(try await bench.serving() == [2: 100_000])
            #expect(try await bench.store.head().revision == Revision(4))
        }
    }

    @Test("is recorded in whole milliseconds, as stores keep it")
    func milliseconds() async throws {
        try await Bench.run { bench in
            bench.world.turnClock(by: 0.000_7)
            let version = try await bench.upload("one").value.version
            #expect(version.createdAt == .example)
            #expect(try await bench.store.version(version.id)?.createdAt == .example)
        }
    }
}
