import SQLiteAccess

/// A connection to the file of resources.
typealias ResourceFile = DatabaseQueue<ResourceError>

extension ResourceFile {
    init(label: String) {
        self.init(label: "resources-\(label)", translate: ResourceError.init)
    }
}

extension ResourceError {
    /// What a caller is told of a failure.
    init(_ failure: StoreFailure, during operation: String) {
        self =
            switch failure {
            case .refused(let error as ResourceError):
                error
            case .refused(let error):
                .storageUnavailable(operation: operation, cause: "\(error)")
            case .corrupt(let table, let key):
                .storageCorrupt(what: "\(table) \(key)", cause: "a stored value breaks the rules of its type")
            case .schemaTooNew(let found, let supported):
                .schemaTooNew(found: found, supported: supported)
            case .schemaOutdated(let found, let newest):
                .storageUnavailable(operation: operation, cause: "the file has schema \(found) and not \(newest)")
            case .diskReserve(let freeBytes, let reserveBytes):
                .diskReserve(freeBytes: freeBytes, reserveBytes: reserveBytes)
            case .file(let operation, let cause):
                .storageUnavailable(operation: operation, cause: cause)
            case .closed:
                .storageUnavailable(operation: operation, cause: "the resources are closed")
            // Full in spite of the reserve: somebody else filled the disk, or there is none.
            case .database where failure.isFull:
                .diskReserve(freeBytes: 0, reserveBytes: 0)
            case .database(_, let message) where failure.isDamage:
                .storageCorrupt(what: operation, cause: message)
            case .database(let code, let message):
                .storageUnavailable(operation: operation, cause: "\(message) (SQLite \(code))")
            }
    }
}

extension StoreFailure {
    /// Undoes a transaction for a reason that the caller is told.
    static func refused(_ error: ResourceError) -> StoreFailure {
        .refused(error as any Error)
    }
}
