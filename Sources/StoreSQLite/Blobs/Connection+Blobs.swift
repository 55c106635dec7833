import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Connection {
    /// Removes what uploads have begun and not finished before a moment; returns how many there were.
    @discardableResult
    func removeUnfinishedBlobs(wantedBefore time: Date? = nil) throws(StoreFailure) -> Int {
        try run("DELETE FROM blob WHERE digest IS NULL AND wanted_at < ?1", time?.milliseconds ?? Int.max)
    }

    /// Begins a blob of several chunks; returns its row.
    func beginBlob(account: Account.ID, at time: Date) throws(StoreFailure) -> Int {
        try run("INSERT INTO blob (account, size, wanted_at) VALUES (?1, 0, ?2)", account, time)
        return lastInsertedRow
    }

    func addChunk(_ compressed: [UInt8], at position: Int, to row: Int) throws(StoreFailure) {
        try run("INSERT INTO chunk (blob, position, bytes) VALUES (?1, ?2, ?3)", row, position, compressed)
    }

    /// Names a blob whose chunks are all written, or drops it when its account has the same bytes already.
    func finishBlob(_ row: Int, as key: StoredBlob, account: Account.ID, at time: Date) throws(StoreFailure) {
        if try renewBlob(key.digest, account: account, at: time) {
            try removeBlob(row)
        } else {
            try run("UPDATE blob SET digest = ?1, size = ?2 WHERE id = ?3", key.digest, key.size, row)
        }
    }

    func removeBlob(_ row: Int) throws(StoreFailure) {
        try run("DELETE FROM blob WHERE id = ?1", row)
    }

    /// Writes a small blob unless its account has the same bytes already.
    func insert(_ small: SmallBlob, at time: Date) throws(StoreFailure) {
        let key = small.blob
        if try renewBlob(key.digest, account: small.account, at: time) { return }
        try run(
            "INSERT INTO blob (account, digest, size, wanted_at) VALUES (?1, ?2, ?3, ?4)",
            small.account,
            key.digest,
            key.size,
            time
        )
        try addChunk(small.compressed, at: 0, to: lastInsertedRow)
    }

    /// Returns whether a blob is stored, and has it count as wanted now if it has not for an hour.
    func renewBlob(_ digest: Digest, account: Account.ID, at time: Date) throws(StoreFailure) -> Bool {
        let wanted = try integer("SELECT wanted_at FROM blob WHERE account = ?1 AND digest = ?2", account, digest)
        guard let wanted else { return false }
        // A time ahead of the clock is renewed as well: the clock was set back.
        if !(0..<BlobLimits.renewalMilliseconds).contains(time.milliseconds - wanted) {
            try run("UPDATE blob SET wanted_at = ?1 WHERE account = ?2 AND digest = ?3", time, account, digest)
        }
        return true
    }

    /// Returns the compressed chunks of a blob in order; `nil` when it is not stored.
    func chunks(of digest: Digest, account: Account.ID) throws(StoreFailure) -> [[UInt8]]? {
        let row = try integer("SELECT id FROM blob WHERE account = ?1 AND digest = ?2", account, digest)
        guard let row else { return nil }
        let statement = try statement("SELECT position, bytes FROM chunk WHERE blob = ?1 ORDER BY position", [row])
        var chunks: [[UInt8]] = []
        while try statement.step() {
            var row = statement.row(of: "chunk")
            _ = try row.integer()
            chunks.append(try row.bytes())
        }
        return chunks
    }

    /// Returns one compressed chunk of a blob; `nil` when it is not stored.
    func chunk(_ position: Int, of digest: Digest, account: Account.ID) throws(StoreFailure) -> [UInt8]? {
        let statement = try statement(
            """
            SELECT chunk.position, chunk.bytes FROM blob JOIN chunk ON chunk.blob = blob.id
            WHERE blob.account = ?1 AND blob.digest = ?2 AND chunk.position = ?3
            """,
            [account, digest, position]
        )
        guard try statement.step() else { return nil }
        var row = statement.row(of: "chunk")
        _ = try row.integer()
        return try row.bytes()
    }
}
