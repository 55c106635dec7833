import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// Checks the blobs, with the release database attached as `releases`.
struct BlobCheck: CheckPass {
    var report: CheckReport

    mutating func run(_ connection: borrowing Connection) throws(StoreFailure) {
        try checkFile(connection, "blobs.db")
        let finished = "WHERE digest IS NOT NULL ORDER BY id"
        try forEach(BlobRow.self, connection, finished) { (check, row, connection) throws(StoreFailure) in
            check.report.blobs += 1
            let chunks = try connection.chunks(of: row.digest, account: row.account)
            let bytes = chunks.flatMap(SQLiteBlobReader.join)
            guard let bytes, bytes.count == row.size, Digest(sha256: bytes) == row.digest else {
                check.report.add(.blobDigestWrong, "blob \(row.digest)")
                return
            }
        }
        try forEach(NeededBlob.self, connection, NeededBlob.isMissing) { (check, needed, _) throws(StoreFailure) in
            check.report.add(.blobMissing, "blob \(needed.digest)")
        }
    }
}

/// A blob's name and length.
private struct BlobRow: StoredRow {
    static let table = "blob"
    static let columns = "digest, account, size"

    let digest: Digest
    let account: Account.ID
    let size: Int

    init(_ row: inout Row) throws(StoreFailure) {
        digest = try row.digest()
        account = try row.identifier()
        size = try row.integer()
    }
}

/// A blob that a snapshot consists of.
private struct NeededBlob: StoredRow {
    static let table = "releases.snapshot_blob"
    static let columns = "DISTINCT blob"
    static let isMissing = """
        WHERE NOT EXISTS (
            SELECT 1 FROM main.blob WHERE blob.account = snapshot_blob.account AND blob.digest = snapshot_blob.blob
        )
        """

    let digest: Digest

    init(_ row: inout Row) throws(StoreFailure) {
        digest = try row.digest()
    }
}
