public import SQLiteAccess

/// What backup and restore must know of a file beside the store's own, whose tables another module owns.
///
/// An archive has the tables of such a file beside the store's own, and one with the file's schema; the manifest covers
/// them as it covers all tables. A file that is there and that nobody has described is not archived, and an archive
/// with it not restored.
public struct CompanionFile: Sendable {
    public enum Role: Sendable, Hashable, CaseIterable {
        /// What versions of workers bind to.
        case resources
        /// Calls of functions that were accepted and not yet made.
        case functions

        /// Holds the schema of the archived file; an archive of a home without that file does not have it.
        var versionTable: String {
            switch self {
            case .resources: "resource_schema"
            case .functions: "function_schema"
            }
        }
    }

    public let role: Role
    public let schema: Schema
    /// All tables of the file; none has the name of a table of the store or of another companion.
    public let tables: [String]

    public init(_ role: Role, schema: Schema, tables: [String]) {
        self.role = role
        self.schema = schema
        self.tables = tables
    }

    /// Returns one for each role, in an order that is always the same.
    static func all(_ described: [CompanionFile]) -> [CompanionFile] {
        Role.allCases.map { role in
            described.first { $0.role == role } ?? CompanionFile(role, schema: Schema(steps: []), tables: [])
        }
    }

    func writeVersion(_ version: Int, to archive: borrowing Connection) throws(StoreFailure) {
        try archive.execute("CREATE TABLE \(role.versionTable) (version INTEGER NOT NULL) STRICT")
        try archive.run("INSERT INTO \(role.versionTable) (version) VALUES (?1)", version)
    }

    /// Returns the schema of the archived file; `nil` when there is none, and a refusal when it is too new.
    func version(in archive: borrowing Connection) throws(StoreFailure) -> Int? {
        guard try archive.tables(of: "main").contains(role.versionTable) else { return nil }
        guard let version = try archive.integer("SELECT version FROM \(role.versionTable)") else {
            throw .corrupt(table: role.versionTable, key: "1")
        }
        guard version <= schema.version else { throw .schemaTooNew(found: version, supported: schema.version) }
        return version
    }
}
