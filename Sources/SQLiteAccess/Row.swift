import CSQLite
public import FoundationEssentials
public import ReleaseModel

/// A row of an answer, read column by column from left to right.
///
/// The first column is the row's key, by which a value that breaks the rules is reported.
public struct Row: ~Copyable {
    private let statement: OpaquePointer
    private let table: String
    private var column: Int32 = 0

    init(_ statement: OpaquePointer, table: String) {
        self.statement = statement
        self.table = table
    }

    public mutating func integer() throws(StoreFailure) -> Int {
        guard let value = try optionalInteger() else { throw corrupt }
        return value
    }

    public mutating func optionalInteger() throws(StoreFailure) -> Int? {
        guard let column = try next(SQLITE_INTEGER) else { return nil }
        return Int(sqlite3_column_int64(statement, column))
    }

    public mutating func text() throws(StoreFailure) -> String {
        guard let value = try optionalText() else { throw corrupt }
        return value
    }

    public mutating func optionalText() throws(StoreFailure) -> String? {
        guard let column = try next(SQLITE_TEXT), let start = sqlite3_column_text(statement, column) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        guard let text = String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) else {
            throw corrupt
        }
        return text
    }

    public mutating func bytes() throws(StoreFailure) -> [UInt8] {
        guard let column = try next(SQLITE_BLOB) else { throw corrupt }
        return Array(blob(column))
    }

    public mutating func optionalBytes() throws(StoreFailure) -> [UInt8]? {
        guard let column = try next(SQLITE_BLOB) else { return nil }
        return Array(blob(column))
    }

    public mutating func identifier<Entity>() throws(StoreFailure) -> Identifier<Entity> {
        guard let value: Identifier<Entity> = try optionalIdentifier() else { throw corrupt }
        return value
    }

    public mutating func optionalIdentifier<Entity>() throws(StoreFailure) -> Identifier<Entity>? {
        guard let column = try next(SQLITE_BLOB) else { return nil }
        let bytes = blob(column)
        guard bytes.count == MemoryLayout<uuid_t>.size else { throw corrupt }
        return Identifier(UUID(uuid: bytes.loadUnaligned(as: uuid_t.self)))
    }

    public mutating func digest() throws(StoreFailure) -> Digest {
        guard let column = try next(SQLITE_BLOB), let digest = Digest(blob(column)) else { throw corrupt }
        return digest
    }

    public mutating func date() throws(StoreFailure) -> Date {
        Date(milliseconds: try integer())
    }

    public mutating func optionalDate() throws(StoreFailure) -> Date? {
        try optionalInteger().map(Date.init(milliseconds:))
    }

    /// What to throw when a value was read and breaks the rules of its type.
    public var corrupt: StoreFailure {
        .corrupt(table: table, key: key)
    }

    /// Moves on by one column; `nil` for NULL, and an error for any type but the expected one.
    private mutating func next(_ expected: Int32) throws(StoreFailure) -> Int32? {
        defer { column += 1 }
        let found = sqlite3_column_type(statement, column)
        guard found != SQLITE_NULL else { return nil }
        guard found == expected else { throw corrupt }
        return column
    }

    private func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column),
            count: Int(sqlite3_column_bytes(statement, column))
        )
    }

    private var key: String {
        switch sqlite3_column_type(statement, 0) {
        case SQLITE_BLOB: hexadecimal(blob(0))
        case SQLITE_TEXT, SQLITE_INTEGER: sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "?"
        default: "?"
        }
    }

    private func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
        if bytes.count == MemoryLayout<uuid_t>.size {
            return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self)).uuidString.lowercased()
        }
        return bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0\(digits)" : digits
        }.joined()
    }
}
