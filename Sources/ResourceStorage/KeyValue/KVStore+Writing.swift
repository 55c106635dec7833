public import FoundationEssentials
import SQLiteAccess

extension KVStore {
    /// About how many bytes one transaction of a bulk write has at most, so that other writers are let in between.
    static let batchBytes = 4 << 20

    /// Stores a pair in the place of what its key had; returns once it is durable.
    public func put(_ pair: KVPair, in namespace: KVNamespace.Reference, now: Date) async throws(ResourceError) {
        try await write([pair], in: namespace, now: now)
    }

    /// Stores pairs in their order, so that of two with one key the later one stays; returns once all are durable.
    ///
    /// At most ``KVLimit/pairsPerBulkPut`` pairs and ``KVLimit/bytesPerBulkPut``. A refusal changes nothing. A failure of
    /// the disk, or the deletion of the namespace meanwhile, may leave the first of them: to repeat the call is safe.
    public func put(_ pairs: [KVPair], in namespace: KVNamespace.Reference, now: Date) async throws(ResourceError) {
        try KVLimit.pairsPerBulkPut.admit(pairs.count)
        try KVLimit.bytesPerBulkPut.admit(pairs.reduce(0) { $0 + $1.byteCount })
        try await write(pairs, in: namespace, now: now)
    }

    /// Deletes a pair; returns once that is durable.
    ///
    /// One that is not there is as good.
    public func delete(_ key: KVKey, in namespace: KVNamespace.Reference) async throws(ResourceError) {
        try await delete([key], in: namespace)
    }

    /// Deletes pairs, all at once; at most ``KVLimit/keysPerBulkDelete``.
    public func delete(_ keys: [KVKey], in namespace: KVNamespace.Reference) async throws(ResourceError) {
        try KVLimit.keysPerBulkDelete.admit(keys.count)
        try await writer.write("delete") { (connection) throws(StoreFailure) in
            let number = try connection.number(of: namespace)
            for key in keys {
                try connection.run("DELETE FROM kv_pair WHERE namespace = ?1 AND key = ?2", number, key.bytes)
            }
        }
    }

    private func write(
        _ pairs: [KVPair],
        in namespace: KVNamespace.Reference,
        now: Date
    ) async throws(ResourceError) {
        var deadlines: [Int?] = []
        for pair in pairs { deadlines.append(try pair.expiration?.deadline(now: now)) }
        try await requireJSON(in: pairs, of: namespace)
        for batch in Self.batches(of: pairs) {
            let entries = zip(pairs[batch], deadlines[batch])
            try await writer.write("put") { [reserve, folder] (connection) throws(StoreFailure) in
                try reserve.require(in: folder)
                let number = try connection.number(of: namespace)
                for (pair, deadline) in entries { try connection.put(pair, until: deadline, in: number) }
            }
        }
    }

    /// Refuses pairs with metadata that are no JSON (RFC 8259), before any is written.
    private func requireJSON(
        in pairs: [KVPair],
        of namespace: KVNamespace.Reference
    ) async throws(ResourceError) {
        let described = pairs.filter { $0.metadata != nil }
        if described.isEmpty { return }
        try await reader.run("put") { (connection) throws(StoreFailure) in
            for pair in described where try connection.integer("SELECT json_valid(?1)", pair.metadata) != 1 {
                throw .refused(.metadataInvalid(pair.key))
            }
        }
    }

    /// Cuts pairs into runs of at most ``batchBytes``, or one pair.
    static func batches(of pairs: [KVPair]) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var start = 0
        var byteCount = 0
        for (index, pair) in pairs.enumerated() {
            if index > start, byteCount + pair.byteCount > batchBytes {
                batches.append(start..<index)
                start = index
                byteCount = 0
            }
            byteCount += pair.byteCount
        }
        if start < pairs.count { batches.append(start..<pairs.count) }
        return batches
    }
}

extension Connection {
    func put(_ pair: KVPair, until deadline: Int?, in namespace: Int) throws(StoreFailure) {
        try run(
            """
            INSERT INTO kv_pair (namespace, key, expires_at, metadata, value) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (namespace, key) DO UPDATE
            SET expires_at = excluded.expires_at, metadata = excluded.metadata, value = excluded.value
            """,
            namespace,
            pair.key.bytes,
            deadline,
            pair.metadata,
            pair.value
        )
    }
}
