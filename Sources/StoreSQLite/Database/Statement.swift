import CSQLite
import ContentDigest

/// A compiled statement while it runs; it returns to its connection's cache when it goes out of use.
struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let text: String
    private let cache: StatementCache

    init(_ handle: OpaquePointer, text: String, cache: StatementCache) {
        self.handle = handle
        self.text = text
        self.cache = cache
    }

    deinit {
        cache.put(handle, text: text)
    }

    /// Binds the values to the parameters `?1`, `?2`, ….
    func bind(_ values: [any SQLBindable]) throws(StoreFailure) {
        for (index, value) in values.enumerated() {
            guard value.sqlValue.bind(to: handle, at: Int32(index + 1)) == SQLITE_OK else { throw failure }
        }
    }

    /// Advances to the next row; returns whether there is one.
    func step() throws(StoreFailure) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw failure
        }
    }

    /// The row that the last ``step()`` reached, to be read before the next one.
    func row(of table: String) -> Row {
        Row(handle, table: table)
    }

    /// Adds every value of the present row to a hash, each behind its type and length.
    func feed(_ hash: inout SHA256) {
        for column in 0..<sqlite3_column_count(handle) {
            let type = sqlite3_column_type(handle, column)
            let count = type == SQLITE_NULL ? 0 : Int(sqlite3_column_bytes(handle, column))
            hash.update(Array("\(type):\(count):".utf8))
            guard count > 0, let start = sqlite3_column_blob(handle, column) else { continue }
            hash.update(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    private var failure: StoreFailure {
        .failed(on: sqlite3_db_handle(handle), text)
    }
}
