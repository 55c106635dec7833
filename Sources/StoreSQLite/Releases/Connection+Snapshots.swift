import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Connection {
    /// Keeps a snapshot's bytes and what blobs and secrets it needs; one that is there already counts as staged now.
    func stage(_ snapshot: EncodedSnapshot, account: Account.ID, at time: Date) throws(StoreFailure) {
        try run(
            """
            INSERT INTO snapshot (account, digest, body, parts, staged_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (account, digest) DO UPDATE SET staged_at = excluded.staged_at
            """,
            account,
            snapshot.digest,
            snapshot.bytes,
            snapshot.snapshot.parts.rawValue,
            time
        )
        for blob in snapshot.snapshot.blobs {
            try run(
                "INSERT OR IGNORE INTO snapshot_blob (account, blob, snapshot) VALUES (?1, ?2, ?3)",
                account,
                blob,
                snapshot.digest
            )
        }
        try keepSecrets(of: snapshot, account: account)
    }

    /// Returns a snapshot after checking its bytes against the digest.
    func snapshot(_ digest: Digest, account: Account.ID) throws(StoreFailure) -> EncodedSnapshot? {
        let statement = try statement(
            "SELECT digest, body FROM snapshot WHERE account = ?1 AND digest = ?2",
            [account, digest]
        )
        guard try statement.step() else { return nil }
        var row = statement.row(of: "snapshot")
        _ = try row.digest()
        let snapshot: EncodedSnapshot
        do {
            snapshot = try EncodedSnapshot(decoding: try row.bytes())
        } catch {
            throw row.corrupt
        }
        guard snapshot.digest == digest else { throw row.corrupt }
        return snapshot
    }
}
