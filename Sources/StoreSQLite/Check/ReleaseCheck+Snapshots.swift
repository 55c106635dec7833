import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A stored snapshot as its bytes are.
struct SnapshotBody: StoredRow {
    static let table = "snapshot"
    static let columns = "digest, account, body, parts"

    let digest: Digest
    let account: Account.ID
    let bytes: [UInt8]
    let parts: Snapshot.Parts

    init(_ row: inout Row) throws(StoreFailure) {
        digest = try row.digest()
        account = try row.identifier()
        bytes = try row.bytes()
        parts = Snapshot.Parts(rawValue: try row.integer())
    }
}

extension ReleaseCheck {
    /// Recomputes a snapshot's digest, and compares the blobs and secrets it needs with those that are spared for it.
    mutating func check(_ body: SnapshotBody, _ connection: borrowing Connection) throws(StoreFailure) {
        report.snapshots += 1
        let subject = "snapshot \(body.digest)"
        guard Digest(sha256: body.bytes) == body.digest else {
            report.add(.snapshotDigestWrong, subject)
            return
        }
        let snapshot: EncodedSnapshot
        do {
            snapshot = try EncodedSnapshot(decoding: body.bytes)
        } catch {
            report.add(.rowUnreadable, subject)
            return
        }
        let blobs = try spared("blob", in: "snapshot_blob", for: body, connection)
        let secrets = try spared("fingerprint", in: "snapshot_secret", for: body, connection)
        if (blobs, secrets) != (snapshot.snapshot.blobs, snapshot.snapshot.secrets) {
            report.add(.referenceBroken, subject)
        }
        if body.parts != snapshot.snapshot.parts { report.add(.rowUnreadable, subject) }
    }

    private func spared(
        _ column: String,
        in table: String,
        for body: SnapshotBody,
        _ connection: borrowing Connection
    ) throws(StoreFailure) -> Set<Digest> {
        let statement = try connection.statement(
            "SELECT \(column) FROM \(table) WHERE account = ?1 AND snapshot = ?2",
            [body.account, body.digest]
        )
        var spared: Set<Digest> = []
        while try statement.step() {
            var row = statement.row(of: table)
            spared.insert(try row.digest())
        }
        return spared
    }
}
