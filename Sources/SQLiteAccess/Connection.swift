import CSQLite

/// An open SQLite file.
///
/// Files that are written have WAL, `synchronous=FULL` (a commit that returned survives a loss of power) and foreign
/// keys on.
public struct Connection: ~Copyable {
    /// How long a statement waits for another process's lock before it fails.
    public static let busyTimeoutMilliseconds: Int32 = 5_000
    /// How long to pause between attempts where SQLite does not wait by itself.
    private static let busyPauseMilliseconds: Int32 = 10
    /// The size that a finished write-ahead log is cut back to, in bytes.
    public static let journalSizeLimit = 64 << 20

    public enum Access: Sendable {
        case readOnly, readWrite
        /// A new file that nobody else sees before it is complete and moved to its place; a crash may spoil it.
        case scratch
    }

    public enum TransactionKind: Sendable {
        /// Reads see the file as it was at the first of them; there is nothing to keep at the end.
        case read
        /// Takes the write lock at once, so that nothing read inside can be outdated at the commit.
        case write
    }

    private let handle: OpaquePointer
    private let statements: StatementCache

    private init(_ handle: OpaquePointer) {
        self.handle = handle
        statements = StatementCache()
    }

    public static func open(_ path: String, access: Access) throws(StoreFailure) -> Connection {
        let creation = access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let flags = creation | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw .database(code: code, message: String(cString: sqlite3_errstr(code)))
        }
        let connection = Connection(handle)
        sqlite3_busy_timeout(handle, busyTimeoutMilliseconds)
        switch access {
        case .readOnly: break
        case .readWrite:
            try connection.keepLog()
            try connection.execute("PRAGMA synchronous = FULL")
            try connection.execute("PRAGMA journal_size_limit = \(journalSizeLimit)")
            try connection.execute("PRAGMA foreign_keys = ON")
        case .scratch:
            try connection.execute("PRAGMA journal_mode = OFF")
            try connection.execute("PRAGMA synchronous = OFF")
        }
        return connection
    }

    /// Has the file keep a write-ahead log.
    ///
    /// Of two processes that open a new file at once one is turned away here: SQLite waits by itself for a lock, but
    /// not in the middle of a change from reading to writing.
    private func keepLog() throws(StoreFailure) {
        for _ in 0..<Self.busyTimeoutMilliseconds / Self.busyPauseMilliseconds {
            do throws(StoreFailure) {
                return try execute("PRAGMA journal_mode = WAL")
            } catch  where error.isBusy {
                sqlite3_sleep(Self.busyPauseMilliseconds)
            }
        }
        try execute("PRAGMA journal_mode = WAL")
    }

    deinit {
        statements.finalize()
        sqlite3_close_v2(handle)
    }

    /// Takes a compiled statement from the cache, or compiles it, with its parameters bound in order.
    public func statement(_ text: String, _ values: [any SQLBindable] = []) throws(StoreFailure) -> Statement {
        let compiled = if let idle = statements.take(text) { idle } else { try compile(text) }
        let statement = Statement(compiled, text: text, cache: statements)
        try statement.bind(values)
        return statement
    }

    /// Runs statements that are not worth keeping and answer nothing.
    public func execute(_ script: String) throws(StoreFailure) {
        guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else { throw failure(of: script) }
    }

    /// How many rows the last statement changed.
    public var changes: Int { Int(sqlite3_changes64(handle)) }

    public var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

    /// Keeps what the body writes, or undoes it when the body or the commit fails.
    public func transaction<Result>(
        _ kind: TransactionKind,
        _ body: (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(StoreFailure) -> Result {
        try execute(kind == .read ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE")
        do {
            let result = try body(self)
            try execute(kind == .read ? "ROLLBACK" : "COMMIT")
            return result
        } catch {
            try rollBack(because: error)
            throw error
        }
    }

    /// SQLite rolls back by itself after some failures, such as a full disk.
    private func rollBack(because failure: StoreFailure) throws(StoreFailure) {
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        do {
            try execute("ROLLBACK")
        } catch {
            throw .database(code: SQLITE_IOERR, message: "rollback failed after: \(failure)")
        }
    }

    /// Makes the tables of another file readable under a name while the body runs.
    public func attached<Result>(
        _ path: String,
        as name: String,
        _ body: (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(StoreFailure) -> Result {
        // Read-only, because BEGIN IMMEDIATE would lock a writable file as well.
        try run("ATTACH ?1 AS \(name)", "file:\(Self.escaped(path))?mode=ro")
        do {
            let result = try body(self)
            try execute("DETACH \(name)")
            return result
        } catch {
            try execute("DETACH \(name)")
            throw error
        }
    }

    /// A path as a part of a URI.
    private static func escaped(_ path: String) -> String {
        path.reduce(into: "") { text, character in
            switch character {
            case "%": text += "%25"
            case "?": text += "%3f"
            case "#": text += "%23"
            default: text.append(character)
            }
        }
    }

    private func compile(_ text: String) throws(StoreFailure) -> OpaquePointer {
        var compiled: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(handle, text, -1, flags, &compiled, nil) == SQLITE_OK, let compiled else {
            throw failure(of: text)
        }
        return compiled
    }

    private func failure(of statement: String) -> StoreFailure {
        .failed(on: handle, statement)
    }
}
