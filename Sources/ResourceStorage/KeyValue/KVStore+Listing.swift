public import FoundationEssentials
import SQLiteAccess

extension KVStore {
    /// How many expired pairs one page passes over at most before it ends without having found its keys.
    static let expiredPerPage = 10_000

    /// Returns one page of the keys that begin with a prefix, from the beginning or from a cursor on.
    ///
    /// An empty cursor is none. A cursor of a list with another prefix is refused, as is a limit outside of
    /// 1…``KVLimit/keysPerPage``.
    public func keys(
        prefix: String = "",
        limit: Int = KVLimit.keysPerPage.maximum,
        from cursor: String? = nil,
        in namespace: KVNamespace.Reference,
        now: Date
    ) async throws(ResourceError) -> KVListing {
        guard limit > 0 else { throw .overLimit(.keysPerPage, found: limit) }
        try KVLimit.keysPerPage.admit(limit)
        let range: KVKeyRange
        if let cursor, !cursor.isEmpty {
            range = KVKeyRange(prefix: prefix, after: try KVCursor(cursor, prefix: prefix))
        } else {
            range = KVKeyRange(prefix: prefix, after: nil)
        }
        return try await scanner.read("list keys") { (connection) throws(StoreFailure) in
            try connection.keys(in: try connection.number(of: namespace), range, limit: limit, at: now.wholeSeconds)
        }
    }
}

extension Connection {
    func keys(in namespace: Int, _ range: KVKeyRange, limit: Int, at second: Int) throws(StoreFailure) -> KVListing {
        let scanned = limit + KVStore.expiredPerPage
        let statement = try statement(
            """
            SELECT id, key, expires_at, metadata FROM kv_pair
            WHERE namespace = ?1 AND key >= ?2 AND key < ?3 ORDER BY key LIMIT ?4
            """,
            [namespace, range.first, range.end, scanned + 1]
        )
        var keys: [KVListing.ListedKey] = []
        var last: [UInt8] = []
        var count = 0
        while try statement.step() {
            guard keys.count < limit, count < scanned else {
                return KVListing(keys: keys, cursor: KVCursor(after: last).text)
            }
            var row = statement.row(of: "kv_pair")
            _ = try row.integer()
            let key = try row.key()
            last = key.bytes
            count += 1
            let expiration = try row.optionalInteger()
            if let expiration, expiration <= second { continue }
            keys.append(.init(key: key, expiration: expiration, metadata: try row.optionalText()))
        }
        return KVListing(keys: keys, cursor: nil)
    }
}
