import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import StoreSQLite
import Testing

@Suite("A store whose process died", .timeLimit(.minutes(1)))
struct CrashTests {
    @Test("has everything that was acknowledged, for readers and for the next writer")
    func keepsAcknowledged() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                let head = try await store.head()
                let copy = try Self.copy(location, keepingLog: 1)

                let reader = try await SQLiteRouteReader.open(home: copy)
                #expect(try await reader.head() == head)
                #expect(try await reader.routes(changedAfter: nil).changed.first?.versions.count == 2)
                await reader.close()
                #expect(try await SQLiteStore.with(copy) { try await $0.head() } == head)
                #expect(try await StoreCheck.run(copy).problems == [])
            }
        }
    }

    /// What a loss of power leaves of a write that was not acknowledged yet.
    @Test("in the middle of a write is whole at the commit before", arguments: [0.0, 0.1, 0.35, 0.6, 0.85, 0.999])
    func survivesTornWrite(share: Double) async throws {
        try await TestHome.with { location in
            // Closing moves these commits from the log to the file, so that a cut of the log spares them.
            let settled = try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                return try await store.head().revision.number
            }
            try await SQLiteStore.with(location) { store in
                let worker = try #require(try await store.workers(named: "hello").first)
                for number in 3...12 { _ = try await store.ports.publish(number, of: worker) }
                let copy = try Self.copy(location, keepingLog: share)

                let head = try await SQLiteStore.with(copy) { try await $0.head() }
                #expect((settled...settled + 9).contains(head.revision.number))
                #expect(try await StoreCheck.run(copy).problems == [])
            }
        }
    }

    /// Copies a home as it lies on the disk, with a part of the release database's log.
    private static func copy(_ location: StoreLocation, keepingLog share: Double) throws -> StoreLocation {
        let copy = StoreLocation(home: "\(location.home)-copy")
        try copy.prepare()
        for (file, target) in [(location.releases, copy.releases), (location.blobs, copy.blobs)] {
            for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: file + suffix) {
                try FileManager.default.copyItem(atPath: file + suffix, toPath: target + suffix)
            }
        }
        let log = URL(filePath: "\(copy.releases)-wal")
        let bytes = try Data(contentsOf: log)
        try bytes.prefix(Int(Double(bytes.count) * share)).write(to: log)
        return copy
    }
}
