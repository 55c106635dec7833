public import FoundationEssentials
import SQLiteAccess

extension ResourceStore {
    /// How many pairs one sweep removes at most.
    static let sweepPairs = 256
    /// After how many bytes of values a sweep ends, so that it never holds the write lock for long.
    static let sweepBytes = 16 << 20

    /// Removes some pairs that nobody sees any more, in one short transaction.
    ///
    /// Pairs do not need it to expire; it gives their space back. To be repeated until it is done, and then again
    /// after a while, by either process or both.
    public func sweep(now: Date) async throws(ResourceError) -> Swept {
        try await writer.write("sweep") { (connection) throws(StoreFailure) in
            let expired = try connection.sweep("WHERE expires_at <= ?2 ORDER BY expires_at", [now.wholeSeconds])
            if expired > 0 { return Swept(expired: expired, ofDeletedNamespaces: 0, isDone: false) }
            let orphaned = try connection.sweep(
                "WHERE namespace = (SELECT min(number) FROM kv_namespace WHERE deleted_at IS NOT NULL)",
                []
            )
            if orphaned > 0 { return Swept(expired: 0, ofDeletedNamespaces: orphaned, isDone: false) }
            let emptied = try connection.run(
                """
                DELETE FROM kv_namespace
                WHERE number = (SELECT min(number) FROM kv_namespace WHERE deleted_at IS NOT NULL)
                """
            )
            return Swept(expired: 0, ofDeletedNamespaces: 0, isDone: emptied == 0)
        }
    }
}

extension Connection {
    /// Removes some of the pairs that the clauses find; returns how many.
    fileprivate func sweep(_ clauses: String, _ values: [any SQLBindable]) throws(StoreFailure) -> Int {
        var found: [(id: Int, byteCount: Int)] = []
        do {
            let statement = try statement(
                "SELECT id, length(value) FROM kv_pair \(clauses) LIMIT ?1",
                [ResourceStore.sweepPairs] + values
            )
            while try statement.step() {
                var row = statement.row(of: "kv_pair")
                found.append((try row.integer(), try row.integer()))
            }
        }
        var byteCount = 0
        for (index, pair) in found.enumerated() {
            if byteCount > ResourceStore.sweepBytes { return index }
            try run("DELETE FROM kv_pair WHERE id = ?1", pair.id)
            byteCount += pair.byteCount
        }
        return found.count
    }
}
