import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A stored snapshot as its bytes are.
struct SnapshotBody: StoredRow {
    static let table = "snapshot"
    static let columns = "digest, account, body"

    let digest: Digest
    let account: Account.ID
    let bytes: [UInt8]

    init(_ row: inout Row) throws(StoreFailure) {
        digest = try row.digest()
        account = try row.identifier()
        bytes = try row.bytes()
    }
}

extension ReleaseCheck {
    /// Recomputes a snapshot's digest, and compares the blobs it needs with those that are spared for it.
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
        let statement = try connection.statement(
            "SELECT blob FROM snapshot_blob WHERE account = ?1 AND snapshot = ?2",
            [body.account, body.digest]
        )
        var spared: Set<Digest> = []
        while try statement.step() {
            var row = statement.row(of: "snapshot_blob")
            spared.insert(try row.digest())
        }
        if spared != snapshot.snapshot.blobs { report.add(.referenceBroken, subject) }
    }
}
