import CSQLite

/// A compiled statement while it runs; it returns to its connection's cache when it goes out of use.
public struct Statement: ~Copyable {
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
    public func step() throws(StoreFailure) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw failure
        }
    }

    /// The row that the last ``step()`` reached, to be read before the next one.
    public func row(of table: String) -> Row {
        Row(handle, table: table)
    }

    /// Hands over every value of the present row: SQLite's number of its type, and its bytes; NULL has none.
    ///
    /// Numbers are given as text.
    public func forEachValue(_ body: (_ type: Int32, _ bytes: UnsafeRawBufferPointer) -> Void) {
        for column in 0..<sqlite3_column_count(handle) {
            let type = sqlite3_column_type(handle, column)
            let count = type == SQLITE_NULL ? 0 : Int(sqlite3_column_bytes(handle, column))
            body(
                type,
                UnsafeRawBufferPointer(start: count > 0 ? sqlite3_column_blob(handle, column) : nil, count: count)
            )
        }
    }

    private var failure: StoreFailure {
        .failed(on: sqlite3_db_handle(handle), text)
    }
}
