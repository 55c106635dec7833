import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// What an archive says of itself.
///
/// An archive is one SQLite file with the tables of both databases as they were, and one row of this. Every table's
/// digest covers all its values in the order of its keys; the manifest's own digest covers those.
struct ArchiveManifest: StoredRow {
    static let format = 1
    static let table = "manifest"
    static let columns = "format, made_at, release_schema, blob_schema, tables, digest"
    static let definition = """
        CREATE TABLE manifest (
            format INTEGER NOT NULL,
            made_at INTEGER NOT NULL,
            release_schema INTEGER NOT NULL,
            blob_schema INTEGER NOT NULL,
            tables TEXT NOT NULL,
            digest BLOB NOT NULL
        ) STRICT
        """

    let format: Int
    let madeAt: Date
    let releaseSchema: Int
    let blobSchema: Int
    /// A line `<digest> <name>` for each table, sorted by name.
    let tables: String
    let digest: Digest

    init(madeAt: Date, releaseSchema: Int, blobSchema: Int, tables: String) {
        format = Self.format
        self.madeAt = madeAt
        self.releaseSchema = releaseSchema
        self.blobSchema = blobSchema
        self.tables = tables
        digest = Self.digest(format, madeAt, releaseSchema, blobSchema, tables)
    }

    init(_ row: inout Row) throws(StoreFailure) {
        format = try row.integer()
        madeAt = try row.date()
        releaseSchema = try row.integer()
        blobSchema = try row.integer()
        tables = try row.text()
        digest = try row.digest()
        guard digest == Self.digest(format, madeAt, releaseSchema, blobSchema, tables) else { throw row.corrupt }
    }

    func write(to connection: borrowing Connection) throws(StoreFailure) {
        try connection.execute(Self.definition)
        try connection.run(
            "INSERT INTO manifest (\(Self.columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            format,
            madeAt,
            releaseSchema,
            blobSchema,
            tables,
            digest
        )
    }

    private static func digest(
        _ format: Int,
        _ madeAt: Date,
        _ releaseSchema: Int,
        _ blobSchema: Int,
        _ tables: String
    ) -> Digest {
        Digest(sha256: Array("\(format) \(madeAt.milliseconds) \(releaseSchema) \(blobSchema)\n\(tables)".utf8))
    }
}
