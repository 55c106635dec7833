import CSQLite

/// A value on its way into a statement.
public enum SQLValue: Sendable {
    case null
    case integer(Int)
    case text(String)
    case bytes([UInt8])

    /// SQLite copies what it is given, as `SQLITE_TRANSIENT` asks; the macro itself does not import.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// Returns SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .null:
            sqlite3_bind_null(statement, index)
        case .integer(let integer):
            sqlite3_bind_int64(statement, index, Int64(integer))
        case .text(let text):
            sqlite3_bind_text64(
                statement,
                index,
                text,
                UInt64(text.utf8.count),
                Self.transient,
                UInt8(SQLITE_UTF8)
            )
        case .bytes(let bytes):
            if bytes.isEmpty {
                sqlite3_bind_zeroblob(statement, index, 0)
            } else {
                sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), Self.transient)
            }
        }
    }
}
