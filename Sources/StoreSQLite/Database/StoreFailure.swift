import CSQLite
import ReleaseCore

/// Why a statement or a stored row failed, before anybody has said which operation it belonged to.
enum StoreFailure: Error {
    /// SQLite's extended result code, and its message with the statement; neither holds values.
    case database(code: Int32, message: String)
    /// A row that no commit of ours has written.
    case corrupt(table: String, key: String)
    /// The state says no.
    case refused(ReleaseError)

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
    var isConstraint: Bool {
        if case .database(let code, _) = self { code & 0xFF == SQLITE_CONSTRAINT } else { false }
    }

    /// What the caller of the port is told.
    func releaseError(operation: String) -> ReleaseError {
        switch self {
        case .refused(let error):
            error
        case .corrupt(let table, let key):
            .storeCorrupt(what: "\(table) \(key)", cause: "a stored value breaks the rules of its type")
        case .database(let code, let message):
            switch code & 0xFF {
            // Full in spite of the reserve: somebody else filled it, or there is none.
            case SQLITE_FULL: .diskReserve(freeBytes: 0, reserveBytes: 0)
            case SQLITE_CORRUPT, SQLITE_NOTADB: .storeCorrupt(what: operation, cause: message)
            default: .storeUnavailable(operation: operation, cause: "\(message) (SQLite \(code))")
            }
        }
    }
}
