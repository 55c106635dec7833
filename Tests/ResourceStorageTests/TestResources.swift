import FoundationEssentials
import ReleaseModel
import ResourceStorage
import SQLiteAccess

/// A file of resources for one test.
enum TestResources {
    /// Runs the body with a path where no file is yet, and removes its folder afterwards.
    static func withPath<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = "/tmp/sluice-resources-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body("\(folder)/resources.db")
    }

    /// Opens the resources of a path, runs the body and closes them.
    static func open<Result>(
        _ path: String,
        reserve: DiskReserve = .bytes(0),
        _ body: (ResourceStore) async throws -> Result
    ) async throws -> Result {
        let store = try await ResourceStore.open(path, reserve: reserve)
        do {
            let result = try await body(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }

    /// Runs the body with a new file of resources in which there is one namespace.
    static func withNamespace(
        _ body: (_ store: ResourceStore, _ namespace: KVNamespace.Reference) async throws -> Void
    ) async throws {
        try await withPath { path in
            try await open(path) { store in
                try await body(store, try await store.kv.createNamespace("CACHE", of: .ada, now: .example()).reference)
            }
        }
    }

    /// Runs a script on the file behind the store's back.
    static func execute(_ script: String, on path: String) throws {
        try Connection.open(path, access: .readWrite).execute(script)
    }

    static func integer(_ query: String, in path: String) throws -> Int? {
        try Connection.open(path, access: .readOnly).integer(query)
    }
}

extension Account.ID {
    static let ada = Account.ID(UUID())
    static let grace = Account.ID(UUID())

    var hexadecimal: String { description.filter { $0 != "-" } }
}

extension Date {
    /// A whole second, and so many after it.
    static func example(_ seconds: Int = 0) -> Date { Date(timeIntervalSince1970: Double(1_800_000_000 + seconds)) }
}

extension KVPair {
    static func example(
        _ key: String,
        _ value: String = "value",
        metadata: String? = nil,
        expiration: KVExpiration? = nil
    ) throws -> KVPair {
        try KVPair(key: KVKey(key), value: Array(value.utf8), metadata: metadata, expiration: expiration)
    }
}

extension KVStore {
    /// Reads a value as text.
    func text(_ key: String, in namespace: KVNamespace.Reference, now: Date = .example()) async throws -> String? {
        try await entry(KVKey(key), in: namespace, now: now).map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// Reads a whole list, page by page.
    func names(
        prefix: String = "",
        limit: Int = 1_000,
        in namespace: KVNamespace.Reference,
        now: Date = .example(),
        between: (Int) async throws -> Void = { _ in }
    ) async throws -> [String] {
        var names: [String] = []
        var cursor: String?
        for page in 0..<1_000 {
            let listing = try await keys(prefix: prefix, limit: limit, from: cursor, in: namespace, now: now)
            names += listing.keys.map(\.key.text)
            guard let next = listing.cursor else { break }
            cursor = next
            try await between(page)
        }
        return names
    }
}

/// Returns the refusal that a call ends with; `nil` when it is carried out.
func outcome(_ body: () async throws -> Void) async -> ResourceError? {
    do {
        try await body()
        return nil
    } catch let error as ResourceError {
        return error
    } catch {
        return .storageUnavailable(operation: "test", cause: "\(error)")
    }
}
