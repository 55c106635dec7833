import DialectFunctionCompute
import ReleaseModel

/// The snapshots that were called lately, so that a call reads no store.
actor ContentLibrary {
    /// The most snapshots that are kept.
    static let capacity = 256

    private struct Name: Hashable {
        let account: Account.ID
        let digest: Digest
    }

    private struct Entry {
        var snapshot: Snapshot
        var lastUse: Int
    }

    private let read: @Sendable (Digest, Account.ID) async throws -> Snapshot
    private var entries: [Name: Entry] = [:]
    private var useCount = 0

    init(read: @escaping @Sendable (Digest, Account.ID) async throws -> Snapshot) {
        self.read = read
    }

    /// Returns the function of a version that was resolved.
    func function(_ name: String, of version: ResolvedVersion) async throws(FunctionComputeError) -> FunctionKey {
        let snapshot = try await snapshot(of: version)
        guard let content = FunctionContent(name, of: snapshot) else {
            throw .functionNotFound(name, service: version.workload.name.text)
        }
        return FunctionKey(version, content)
    }

    func snapshot(of version: ResolvedVersion) async throws(FunctionComputeError) -> Snapshot {
        let name = Name(account: version.workload.account, digest: version.version.snapshot)
        useCount += 1
        if let entry = entries[name] {
            entries[name]?.lastUse = useCount
            return entry.snapshot
        }
        let snapshot: Snapshot
        do {
            snapshot = try await read(name.digest, name.account)
        } catch {
            throw .internalServerError(cause: "the content \(name.digest) cannot be read: \(error)")
        }
        entries[name] = Entry(snapshot: snapshot, lastUse: useCount)
        if entries.count > Self.capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
        }
        return snapshot
    }
}
