import Foundation
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import FunctionPlane
@testable import ServerAssembly

@Suite("Maintenance of a home with calls in the queue", .timeLimit(.minutes(1)))
struct QueueMaintenanceTests {
    @Test("what was accepted at the time of a backup is made where that is restored")
    func backup() async throws {
        try await Self.withHome { home, fresh in
            let queue = try await InvocationStore.open(home.store.functions)
            try await queue.add([.example("waits"), .example("runs")])
            // Beside a server that is just making one of them.
            _ = try await queue.claim(upTo: 1, at: Date())
            _ = try await Maintenance(home: home.path).backup(to: "\(home.path).backup", keys: .apart)
            await queue.close()
            _ = try await Maintenance(home: fresh.path).restore(from: "\(home.path).backup", force: false)
            #expect(try await Maintenance(home: fresh.path).check().counts.contains { $0 == ("calls", 2) })
            let restored = try await InvocationStore.open(fresh.store.functions)
            #expect(try await restored.claim(upTo: 5, at: Date() + 1).count == 2)
            await restored.close()
        }
    }

    @Test("a restore leaves no calls of the state that it replaces")
    func replaced() async throws {
        try await Self.withHome { home, _ in
            let maintenance = Maintenance(home: home.path)
            _ = try await maintenance.backup(to: "\(home.path).backup", keys: .apart)
            let queue = try await InvocationStore.open(home.store.functions)
            try await queue.add([.example("later")])
            await queue.close()
            _ = try await maintenance.restore(from: "\(home.path).backup", force: true)
            #expect(try await maintenance.check().counts.contains { $0 == ("calls", 0) })
        }
    }

    @Test("a check says where they cannot be read")
    func damage() async throws {
        try await Self.withHome { home, _ in
            let queue = try await InvocationStore.open(home.store.functions)
            await queue.close()
            try Data("no database".utf8).write(to: URL(filePath: home.store.functions))
            let failure = await #expect(throws: ServerAssembly.StartFailure.self) {
                try await Maintenance(home: home.path).check()
            }
            #expect(failure?.code == "store_unavailable")
        }
    }

    /// Runs the body with a home that holds a store, and a folder that does not exist yet.
    private static func withHome(_ body: (_ home: HomeFolder, _ fresh: HomeFolder) async throws -> Void) async throws {
        let folder = "/tmp/sluice-queue-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (home, fresh) = (HomeFolder("\(folder)/home"), HomeFolder("\(folder)/fresh"))
        try home.prepare()
        await (try SQLiteStore.open(home: home.store)).close()
        try await body(home, fresh)
    }
}

extension QueuedCall {
    fileprivate static func example(_ requestID: String) -> QueuedCall {
        QueuedCall(
            account: Account.ID(UUID()),
            workload: Workload.ID(UUID()),
            service: "shop",
            function: "f",
            qualifier: "LATEST",
            requestID: requestID,
            retries: 3,
            acceptedAt: Date(),
            expiresAt: Date() + 100,
            payload: Array("event".utf8)
        )
    }
}
