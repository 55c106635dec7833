import FoundationEssentials
public import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// What a collection of garbage removed.
public struct Collected: Sendable, Hashable {
    /// Staged content that no version came to refer to.
    public internal(set) var snapshots = 0
    public internal(set) var blobs = 0
    /// Sealed texts of secrets.
    public internal(set) var secrets = 0
}

extension SQLiteStore {
    /// How long content is spared after an upload last wanted it, so that a slow client can still refer to it.
    public static let collectionAge: Duration = .seconds(24 * 3600)
    /// How many rows one transaction of a collection removes at most.
    static let collectionBatch = 16

    /// Removes snapshots, secrets and blobs that nothing refers to and no upload has wanted for a day.
    ///
    /// Returns `nil`, with nothing done, while a backup or check goes on: they need what they have seen.
    public func collectGarbage() async throws(ReleaseError) -> Collected? {
        guard let lock = try HomeLock(taking: location.collectionLock, .exclusive) else { return nil }
        defer { extendLifetime(lock) }
        let age = Int(Self.collectionAge.components.seconds) * 1_000
        let cutoff = now().milliseconds - age
        var collected = Collected()
        collected.snapshots = try await collect("collect snapshots") { (connection) throws(StoreFailure) in
            try connection.collectSnapshots(stagedBefore: cutoff)
        }
        collected.secrets = try await collect("collect secrets") { (connection) throws(StoreFailure) in
            try connection.collectSecrets(sealedBefore: cutoff)
        }
        collected.blobs = try await collectBlobs(wantedBefore: cutoff)
        let time = now()
        _ = try await collect("collect asset sessions") { (connection) throws(StoreFailure) in
            try connection.collectSessions(expiredBefore: time, limit: Self.collectionBatch)
        }
        let forgotten = time.milliseconds - Int(FlowPickup.retention.components.seconds) * 1_000
        _ = try await collect("collect pick-ups") { (connection) throws(StoreFailure) in
            try connection.run(
                "DELETE FROM flow_pickup WHERE run IN (SELECT run FROM flow_pickup WHERE at < ?1 ORDER BY at LIMIT ?2)",
                forgotten,
                Self.collectionBatch
            )
        }
        try await collectHashes()
        return collected
    }

    /// Removes release rows, batch after batch, until one is not full; returns how many.
    private func collect(
        _ operation: String,
        _ batch: @Sendable (borrowing Connection) throws(StoreFailure) -> Int
    ) async throws(ReleaseError) -> Int {
        var count = 0
        while true {
            let removed = try await writer.write(operation, batch)
            count += removed
            if removed < Self.collectionBatch { return count }
        }
    }

    private func collectBlobs(wantedBefore cutoff: Int) async throws(ReleaseError) -> Int {
        let releases = location.releases
        var (count, place) = (0, 0)
        while true {
            let after = place
            let removed = try await blobs.writer.run("collect blobs") { (connection) throws(StoreFailure) in
                try connection.attached(releases, as: "releases") { (connection) throws(StoreFailure) in
                    try connection.transaction(.write) { (connection) throws(StoreFailure) in
                        try connection.collectBlobs(wantedBefore: cutoff, after: after)
                    }
                }
            }
            count += removed.count
            guard let last = removed.max() else { return count }
            place = last
        }
    }
}

extension SQLiteStore {
    /// How many hashes of static files one transaction of a collection looks at.
    private static let hashBatch = 256

    /// Forgets which blobs held static files once they are gone.
    private func collectHashes() async throws(ReleaseError) {
        let path = location.blobs
        var place: Int? = 0
        while let after = place {
            place = try await writer.run("collect asset hashes") { (connection) throws(StoreFailure) in
                try connection.attached(path, as: "blobs") { (connection) throws(StoreFailure) in
                    try connection.transaction(.write) { (connection) throws(StoreFailure) in
                        try connection.collectHashes(after: after, limit: Self.hashBatch)
                    }
                }
            }
        }
    }
}

extension Connection {
    /// Removes some staged content that no live version and no draft has; returns how much.
    func collectSnapshots(stagedBefore cutoff: Int) throws(StoreFailure) -> Int {
        try run(
            """
            DELETE FROM snapshot WHERE rowid IN (
                SELECT snapshot.rowid FROM snapshot WHERE staged_at < ?1 AND NOT \(Self.snapshotIsWanted) LIMIT ?2
            )
            """,
            cutoff,
            SQLiteStore.collectionBatch
        )
    }

    /// Removes some blobs that no snapshot of their account has, and some unfinished ones; returns their rows.
    ///
    /// The release database is attached as `releases`: a snapshot that was staged before this transaction began is
    /// seen here, and one that comes later finds out that the blob is gone.
    func collectBlobs(wantedBefore cutoff: Int, after row: Int) throws(StoreFailure) -> [Int] {
        let statement = try statement(
            """
            DELETE FROM blob WHERE id IN (
                SELECT id FROM blob WHERE id > ?1 AND wanted_at < ?2 AND NOT EXISTS (
                    SELECT 1 FROM releases.snapshot_blob AS needed
                    WHERE needed.account = blob.account AND needed.blob = blob.digest
                ) ORDER BY id LIMIT ?3
            ) RETURNING id
            """,
            [row, cutoff, SQLiteStore.collectionBatch]
        )
        var rows: [Int] = []
        while try statement.step() {
            var row = statement.row(of: "blob")
            rows.append(try row.integer())
        }
        return rows
    }
}
