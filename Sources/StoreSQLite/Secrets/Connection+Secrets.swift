import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension Connection {
    func secret(_ fingerprint: Digest, at place: SecretPlace) throws(StoreFailure) -> SecretRow? {
        try first(
            "WHERE account = ?1 AND kind = ?2 AND workload = ?3 AND name = ?4 AND fingerprint = ?5",
            place.workload.account,
            place.workload.kind.rawValue,
            place.workload.name,
            place.name,
            fingerprint
        )
    }

    /// Keeps a sealed text; one of the same fingerprint is replaced.
    func put(
        _ sealed: SealedText,
        _ fingerprint: Digest,
        at place: SecretPlace,
        _ time: Date
    ) throws(StoreFailure) {
        try run(
            """
            INSERT INTO secret (account, kind, workload, name, fingerprint, key, sealed, sealed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (account, kind, workload, name, fingerprint)
            DO UPDATE SET key = excluded.key, sealed = excluded.sealed, sealed_at = excluded.sealed_at
            """,
            place.workload.account,
            place.workload.kind.rawValue,
            place.workload.name,
            place.name,
            fingerprint,
            sealed.key,
            sealed.bytes,
            time
        )
    }

    /// Spares the secrets that a snapshot names from collection; refuses one that is not there.
    func keepSecrets(of snapshot: EncodedSnapshot, account: Account.ID) throws(StoreFailure) {
        for (name, fingerprint) in snapshot.snapshot.components.flatMap(\.secrets) {
            let sealed = try integer(
                "SELECT 1 FROM secret WHERE account = ?1 AND fingerprint = ?2",
                account,
                fingerprint
            )
            guard sealed != nil else { throw .refused(ReleaseError.secretMissing(name)) }
            try run(
                "INSERT OR IGNORE INTO snapshot_secret (account, fingerprint, snapshot) VALUES (?1, ?2, ?3)",
                account,
                fingerprint,
                snapshot.digest
            )
        }
    }

    /// Erases some secrets that no snapshot of their account names; returns how many.
    func collectSecrets(sealedBefore cutoff: Int) throws(StoreFailure) -> Int {
        try run(
            """
            DELETE FROM secret WHERE (account, fingerprint) IN (
                SELECT account, fingerprint FROM secret WHERE sealed_at < ?1 AND NOT EXISTS (
                    SELECT 1 FROM snapshot_secret AS needed
                    WHERE needed.account = secret.account AND needed.fingerprint = secret.fingerprint
                ) LIMIT ?2
            )
            """,
            cutoff,
            SQLiteStore.collectionBatch
        )
    }

    /// Returns how many texts of a table each key has sealed; older schemas do not have them all.
    func sealedCounts(in table: String) throws(StoreFailure) -> [String: Int] {
        guard try tables(of: "main").contains(table) else { return [:] }
        let statement = try statement("SELECT key, count(*) FROM \"\(table)\" GROUP BY key")
        var counts: [String: Int] = [:]
        while try statement.step() {
            var row = statement.row(of: table)
            counts[try row.text()] = try row.integer()
        }
        return counts
    }
}
