import FoundationEssentials
public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// Keeps secrets in the release database, sealed; their keys lie elsewhere.
public struct SQLiteSecretVault: SecretVault {
    private let writer: Database
    private let reader: SQLiteSecretReader
    private let keys: KeyRing
    private let now: @Sendable () -> Date

    init(store: SQLiteStore, keys: KeyRing) {
        writer = store.writer
        reader = SQLiteSecretReader(database: store.reader, keys: keys)
        self.keys = keys
        now = store.now
    }

    /// A text that is there already is sealed anew, with the current key.
    public func seal(_ text: String, as name: String, of workload: WorkloadName) async throws(ReleaseError) -> Digest {
        let count = text.utf8.count
        guard count <= SecretLimits.maximumTextBytes else {
            throw .textTooLong(field: name, count: count, limit: SecretLimits.maximumTextBytes)
        }
        let place = SecretPlace(name, of: workload)
        let fingerprint = keys.fingerprint(of: text, at: place)
        let sealed = keys.seal(text, at: place)
        let time = now()
        try await writer.write("seal secret") { (connection) throws(StoreFailure) in
            try connection.put(sealed, fingerprint, at: place, time)
        }
        return fingerprint
    }

    public func open(
        _ fingerprint: Digest,
        as name: String,
        of workload: WorkloadName
    ) async throws(ReleaseError) -> String? {
        try await reader.open(fingerprint, as: name, of: workload)
    }
}

extension SQLiteStore {
    /// Returns the vault of this store, which is closed together with it.
    public func vault(keys: KeyRing) -> SQLiteSecretVault {
        SQLiteSecretVault(store: self, keys: keys)
    }
}
