import CSQLite

/// Why a statement or a stored row failed, before anybody has said which operation it belonged to.
public enum StoreFailure: Error {
    /// SQLite's extended result code, and its message with the statement; neither holds values.
    case database(code: Int32, message: String)
    /// A row that no commit of ours has written.
    case corrupt(table: String, key: String)
    /// The file was written by a newer program.
    case schemaTooNew(found: Int, supported: Int)
    /// The file waits for the process that writes it to migrate it.
    case schemaOutdated(found: Int, newest: Int)
    /// Less is free on the disk than what is kept for everything else; see ``DiskReserve``.
    case diskReserve(freeBytes: Int, reserveBytes: Int)
    /// A call on the file system failed, and what the system says of it.
    case file(operation: String, cause: String)
    /// The database was closed.
    case closed
    /// The state says no, in the words of whoever wrote the statements; thrown to undo a transaction.
    case refused(any Error)

    /// The longest part of a statement that is worth telling, in characters.
    private static let statementExcerpt = 120

    /// What a connection says of the call that has just failed.
    static func failed(on connection: OpaquePointer?, _ statement: String) -> StoreFailure {
        .database(
            code: sqlite3_extended_errcode(connection),
            message: "\(String(cString: sqlite3_errmsg(connection))), in: \(statement.prefix(statementExcerpt))"
        )
    }

    /// Whether a UNIQUE, PRIMARY KEY, FOREIGN KEY or CHECK constraint refused the row.
    public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

    /// Whether another connection had a lock for too long.
    public var isBusy: Bool { primaryCode == SQLITE_BUSY }

    /// Whether the disk is full, although there may be a reserve.
    public var isFull: Bool { primaryCode == SQLITE_FULL }

    /// Whether SQLite could not make sense of the file.
    public var isDamage: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

    private var primaryCode: Int32? {
        guard case .database(let code, _) = self else { return nil }
        return code & 0xFF
    }
}
