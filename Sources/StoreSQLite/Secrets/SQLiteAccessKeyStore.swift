public import FoundationEssentials
public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// Keeps access keys in the release database, their secrets sealed; the keys that open them lie elsewhere.
public struct SQLiteAccessKeyStore: AccessKeyStore {
    private let writer: Database
    private let database: Database
    private let reader: SQLiteAccessKeyReader
    private let keys: KeyRing

    init(store: SQLiteStore, keys: KeyRing) {
        writer = store.writer
        database = store.reader
        reader = SQLiteAccessKeyReader(database: store.reader, keys: keys)
        self.keys = keys
    }

    public func insert(_ key: OpenedAccessKey) async throws(ReleaseError) {
        let sealed = keys.seal(key.secret, at: AccessKeyPlace(key.key))
        try await writer.write("insert access key") { (connection) throws(StoreFailure) in
            try connection.insert(key.key, sealed)
        }
    }

    public func accessKey(_ id: AccessKey.ID) async throws(ReleaseError) -> OpenedAccessKey? {
        try await reader.accessKey(id)
    }

    public func accessKeys(of account: Account.ID, page: PageRequest) async throws(ReleaseError) -> Page<AccessKey> {
        let bound = try DescendingCursor.bound(page)
        return try await database.run("access keys") { (connection) throws(StoreFailure) in
            let found: [AccessKeyRow] = try connection.all(
                "WHERE account = ?1 AND sequence < ?2 ORDER BY sequence DESC LIMIT ?3",
                account,
                bound,
                page.limit + 1
            )
            let rows = Page(found, limit: page.limit) { String($0.sequence) }
            return Page(items: rows.items.map(\.key), next: rows.next)
        }
    }

    public func revokeAccessKey(
        _ id: AccessKey.ID,
        of account: Account.ID,
        at time: Date
    ) async throws(ReleaseError) -> Bool {
        try await writer.write("revoke access key") { (connection) throws(StoreFailure) in
            try connection.run(
                "UPDATE access_key SET revoked_at = ?1 WHERE id = ?2 AND account = ?3 AND revoked_at IS NULL",
                time,
                id.text,
                account
            ) == 1
        }
    }
}

extension SQLiteStore {
    /// Returns the access keys of this store, which are closed together with it.
    public func accessKeys(keys: KeyRing) -> SQLiteAccessKeyStore {
        SQLiteAccessKeyStore(store: self, keys: keys)
    }
}
