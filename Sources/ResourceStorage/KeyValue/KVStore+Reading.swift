public import FoundationEssentials
import SQLiteAccess

extension KVStore {
    /// Returns what is stored under a key; `nil` when nothing is, or it has expired.
    public func entry(
        _ key: KVKey,
        in namespace: KVNamespace.Reference,
        now: Date
    ) async throws(ResourceError) -> KVEntry? {
        try await reader.read("get") { (connection) throws(StoreFailure) in
            try connection.entry(key, in: try connection.number(of: namespace), at: now.wholeSeconds)
        }
    }

    /// Returns what is stored under several keys, as it is at one moment; absent and expired ones are missing.
    ///
    /// At most ``KVLimit/keysPerBulkGet`` keys, with values of ``KVLimit/bytesPerBulkGet`` together.
    public func entries(
        _ keys: [KVKey],
        in namespace: KVNamespace.Reference,
        now: Date
    ) async throws(ResourceError) -> [KVKey: KVEntry] {
        try KVLimit.keysPerBulkGet.admit(keys.count)
        return try await reader.read("bulk get") { (connection) throws(StoreFailure) in
            let number = try connection.number(of: namespace)
            var entries: [KVKey: KVEntry] = [:]
            var byteCount = 0
            for key in Set(keys) {
                guard let entry = try connection.entry(key, in: number, at: now.wholeSeconds) else { continue }
                byteCount += entry.value.count
                do {
                    try KVLimit.bytesPerBulkGet.admit(byteCount)
                } catch {
                    throw .refused(error)
                }
                entries[key] = entry
            }
            return entries
        }
    }
}

extension Connection {
    func entry(_ key: KVKey, in namespace: Int, at second: Int) throws(StoreFailure) -> KVEntry? {
        let statement = try statement(
            """
            SELECT id, value, metadata, expires_at FROM kv_pair
            WHERE namespace = ?1 AND key = ?2 AND (expires_at IS NULL OR expires_at > ?3)
            """,
            [namespace, key.bytes, second]
        )
        guard try statement.step() else { return nil }
        var row = statement.row(of: "kv_pair")
        _ = try row.integer()
        return KVEntry(
            value: try row.bytes(),
            metadata: try row.optionalText(),
            expiration: try row.optionalInteger()
        )
    }
}
