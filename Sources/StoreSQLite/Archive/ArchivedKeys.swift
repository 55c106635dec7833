import SQLiteAccess

/// The keys of the secrets in an archive that was made to hold them, as the home's file of keys was.
///
/// They are covered by the manifest like every table.
struct ArchivedKeys: StoredRow {
    static let table = "secret_keys"
    static let columns = "bytes"
    private static let definition = "CREATE TABLE secret_keys (bytes BLOB NOT NULL) STRICT"

    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ row: inout Row) throws(StoreFailure) {
        bytes = try row.bytes()
    }

    func write(to connection: borrowing Connection) throws(StoreFailure) {
        try connection.execute(Self.definition)
        try connection.run("INSERT INTO secret_keys (bytes) VALUES (?1)", bytes)
    }

    /// Returns the keys that an archive holds; `nil` when it holds none.
    static func read(_ connection: borrowing Connection) throws(StoreFailure) -> ArchivedKeys? {
        guard try connection.tables(of: "main").contains(table) else { return nil }
        return try connection.first("")
    }
}
