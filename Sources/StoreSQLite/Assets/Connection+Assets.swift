import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Connection {
    /// How many sessions that are over one new session clears away at most.
    private static let sweepLimit = 64

    /// Keeps a session, and forgets some that are over and those that are too many.
    func insert(
        _ session: AssetSession.ID,
        _ manifest: [UInt8],
        for workload: WorkloadName,
        until expiry: Date,
        at time: Date
    ) throws(StoreFailure) {
        _ = try collectSessions(expiredBefore: time, limit: Self.sweepLimit)
        try run(
            """
            DELETE FROM asset_session WHERE id IN (
                SELECT id FROM asset_session WHERE account = ?1 ORDER BY expires_at DESC LIMIT -1 OFFSET ?2
            )
            """,
            workload.account,
            AssetLimits.maximumSessions - 1
        )
        try run(
            """
            INSERT INTO asset_session (id, account, kind, workload, manifest, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            session,
            workload.account,
            workload.kind.rawValue,
            workload.name,
            manifest,
            expiry
        )
    }

    /// Returns a session of an account that is not over yet.
    func session(_ id: AssetSession.ID, of account: Account.ID, at time: Date) throws(StoreFailure) -> AssetSessionRow {
        let row: AssetSessionRow? = try first(
            "WHERE id = ?1 AND account = ?2 AND expires_at > ?3",
            id,
            account,
            time
        )
        guard let row else { throw .refused(ReleaseError.assetSessionNotFound(id)) }
        return row
    }

    func complete(_ session: AssetSession.ID, until expiry: Date, at time: Date) throws(StoreFailure) {
        try run(
            "UPDATE asset_session SET completed_at = ?1, expires_at = ?2 WHERE id = ?3 AND completed_at IS NULL",
            time,
            expiry,
            session
        )
    }

    func put(_ asset: ReceivedAsset, account: Account.ID) throws(StoreFailure) {
        try run(
            """
            INSERT INTO asset_hash (account, hash, blob, size, content_type) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (account, hash)
            DO UPDATE SET blob = excluded.blob, size = excluded.size, content_type = excluded.content_type
            """,
            account,
            asset.hash.text,
            asset.blob.digest,
            asset.blob.size,
            asset.contentType
        )
    }

    /// Returns what an account has of these contents, at the sizes they are said to have.
    func contents(_ sizes: [AssetHash: Int], account: Account.ID) throws(StoreFailure) -> [AssetHash: AssetContent] {
        var contents: [AssetHash: AssetContent] = [:]
        for (hash, size) in sizes {
            let content: AssetContent? = try first(
                "WHERE account = ?1 AND hash = ?2 AND size = ?3",
                account,
                hash.text,
                size
            )
            contents[hash] = content
        }
        return contents
    }

    /// Forgets some sessions that are over; returns how many.
    func collectSessions(expiredBefore time: Date, limit: Int) throws(StoreFailure) -> Int {
        try run(
            """
            DELETE FROM asset_session WHERE id IN (
                SELECT id FROM asset_session WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2
            )
            """,
            time,
            limit
        )
    }

    /// Looks through some hashes behind a row, and forgets those whose blobs are gone; returns the last row it saw.
    ///
    /// The blob database is attached as `blobs`. A blob is durable before its hash is noted, so what is noted now has
    /// its blob or has lost it.
    func collectHashes(after row: Int, limit: Int) throws(StoreFailure) -> Int? {
        let last = try integer(
            "SELECT max(id) FROM (SELECT id FROM asset_hash WHERE id > ?1 ORDER BY id LIMIT ?2)",
            row,
            limit
        )
        guard let last else { return nil }
        try run(
            """
            DELETE FROM asset_hash WHERE id > ?1 AND id <= ?2 AND NOT EXISTS (
                SELECT 1 FROM blobs.blob AS stored
                WHERE stored.account = asset_hash.account AND stored.digest = asset_hash.blob
            )
            """,
            row,
            last
        )
        return last
    }
}
