public import SQLiteAccess

/// What backup and restore must know of the file of resources, which another module owns.
///
/// An archive has the tables of that file beside the store's own, and one with the file's schema; the manifest covers
/// them as it covers all tables.
public struct ResourceLayout: Sendable {
    /// For a home without resources; one that has any is then not archived, and an archive with any not restored.
    public static let none = ResourceLayout(schema: Schema(steps: []), tables: [])

    public let schema: Schema
    /// All tables of the file; none has the name of a table of the store.
    public let tables: [String]

    public init(schema: Schema, tables: [String]) {
        self.schema = schema
        self.tables = tables
    }

    /// Holds the schema of the archived resources; an archive of a home without any does not have it.
    static let versionTable = "resource_schema"

    static func writeVersion(_ version: Int, to archive: borrowing Connection) throws(StoreFailure) {
        try archive.execute("CREATE TABLE \(versionTable) (version INTEGER NOT NULL) STRICT")
        try archive.run("INSERT INTO \(versionTable) (version) VALUES (?1)", version)
    }

    /// Returns the schema of the archived resources; `nil` when there are none, and a refusal when it is too new.
    func version(in archive: borrowing Connection) throws(StoreFailure) -> Int? {
        guard try archive.tables(of: "main").contains(Self.versionTable) else { return nil }
        guard let version = try archive.integer("SELECT version FROM \(Self.versionTable)") else {
            throw .corrupt(table: Self.versionTable, key: "1")
        }
        guard version <= schema.version else { throw .schemaTooNew(found: version, supported: schema.version) }
        return version
    }
}
