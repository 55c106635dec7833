import FoundationEssentials
import ReleaseCore
import SQLiteAccess
import StoreExamples
import Synchronization

@testable import StoreSQLite

/// A folder for one test's store and archives.
enum TestHome {
    /// Runs the body with a home that does not exist yet, and removes it afterwards with what lies beside it.
    static func with(_ body: (StoreLocation) async throws -> Void) async throws {
        let folder = "/tmp/sluice-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(StoreLocation(home: "\(folder)/home"))
    }
}

extension SQLiteStore {
    var ports: StorePorts {
        get throws {
            StorePorts(
                releases: self,
                blobs: blobs,
                access: self,
                vault: vault(keys: try .example()),
                accessKeys: accessKeys(keys: try .example()),
                assets: assets,
                flows: self,
                runs: self
            )
        }
    }

    /// Opens the store of a home, runs the body and closes the store.
    static func with<Result: Sendable>(
        _ location: StoreLocation,
        limits: BlobLimits = BlobLimits(),
        now: @escaping @Sendable () -> Date = { .example() },
        _ body: (SQLiteStore) async throws -> Result
    ) async throws -> Result {
        let store = try await SQLiteStore.open(home: location, limits: limits, now: now)
        do {
            let result = try await body(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}

/// A wall clock that a test sets.
final class TestClock: Sendable {
    private let seconds = Mutex(0)

    func now() -> Date { seconds.withLock { .example($0) } }

    /// Jumps, forwards or backwards.
    func jump(_ duration: Duration) { seconds.withLock { $0 += Int(duration.components.seconds) } }
}

extension StoreLocation {
    /// Runs a script on one of the store's files behind the store's back.
    func execute(_ script: String, on path: String) throws {
        let connection = try Connection.open(path, access: .readWrite)
        try connection.execute("PRAGMA foreign_keys = OFF")
        try connection.execute(script)
    }

    func integer(_ query: String, in path: String) throws -> Int? {
        try Connection.open(path, access: .readOnly).integer(query)
    }

    func copy(_ path: String, to other: String) throws {
        try FileManager.default.copyItem(atPath: path, toPath: other)
    }
}

extension ReleaseError? {
    /// The case's name, for tables of refusals.
    var name: String {
        guard let self else { return "none" }
        return String(String(describing: self).prefix { $0 != "(" })
    }
}
