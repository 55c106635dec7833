import ReleaseCore
import SQLiteAccess

/// One of the store's files, whose users are told what the ports of the core say.
typealias Database = DatabaseQueue<ReleaseError>

extension Database {
    init(label: String) {
        self.init(label: label, translate: ReleaseError.init)
    }
}

extension ReleaseError {
    /// What the caller of a port is told of a failure.
    init(_ failure: StoreFailure, during operation: String) {
        self =
            switch failure {
            case .refused(let error as ReleaseError):
                error
            case .refused(let error):
                .storeUnavailable(operation: operation, cause: "\(error)")
            case .corrupt(let table, let key):
                .storeCorrupt(what: "\(table) \(key)", cause: "a stored value breaks the rules of its type")
            case .schemaTooNew(let found, let supported):
                .schemaTooNew(found: found, supported: supported)
            case .schemaOutdated(let found, let newest):
                .storeUnavailable(
                    operation: operation,
                    cause: "the file has schema \(found) and waits for its migration to \(newest)"
                )
            case .diskReserve(let freeBytes, let reserveBytes):
                .diskReserve(freeBytes: freeBytes, reserveBytes: reserveBytes)
            case .file(let operation, let cause):
                .storeUnavailable(operation: operation, cause: cause)
            case .closed:
                .storeUnavailable(operation: operation, cause: "the store is closed")
            // Full in spite of the reserve: somebody else filled it, or there is none.
            case .database where failure.isFull:
                .diskReserve(freeBytes: 0, reserveBytes: 0)
            case .database(_, let message) where failure.isDamage:
                .storeCorrupt(what: operation, cause: message)
            case .database(let code, let message):
                .storeUnavailable(operation: operation, cause: "\(message) (SQLite \(code))")
            }
    }
}

extension StoreFailure {
    /// Undoes a transaction: the state is not, or no longer, what the change was made for.
    static func conflict(_ reason: String) -> StoreFailure {
        .refused(ReleaseError.conflict(reason))
    }
}
