import ReleaseCore

/// One connection to one file, used from a queue of its own.
///
/// Work runs in the order of arrival, one piece at a time, to its end: nothing suspends between begin and commit.
actor Database {
    private let executor: BlockingExecutor
    private var connection: Connection?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(label: String) {
        executor = BlockingExecutor(label: "sluice.store.\(label)")
    }

    /// Opens the file; a writer also creates it and brings its schema up to date.
    ///
    /// Without a schema the tables are the caller's matter.
    func open(_ path: String, access: Connection.Access, schema: Schema?) throws(ReleaseError) {
        do {
            let opened = try Connection.open(path, access: access)
            switch access {
            case .readWrite: try schema?.bringUpToDate(opened, path: path)
            case .readOnly: try schema?.requireCurrent(opened)
            case .scratch: break
            }
            connection = consume opened
        } catch {
            throw error.releaseError(operation: "open")
        }
    }

    /// Closes the file; whatever comes later is refused.
    func close() {
        connection = nil
    }

    /// Runs statements, each in a transaction of its own.
    func run<Result: Sendable>(
        _ operation: String,
        _ body: @Sendable (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(ReleaseError) -> Result {
        do throws(StoreFailure) {
            switch connection {
            case .some(let connection): return try body(connection)
            case .none: throw .refused(.storeUnavailable(operation: operation, cause: "the store is closed"))
            }
        } catch {
            throw error.releaseError(operation: operation)
        }
    }

    /// Runs statements that read the file as it was at one moment.
    func read<Result: Sendable>(
        _ operation: String,
        _ body: @Sendable (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(ReleaseError) -> Result {
        try run(operation) { (connection) throws(StoreFailure) in
            try connection.transaction(.read, body)
        }
    }

    /// Runs statements that take effect together, or not at all when the body or the disk fails.
    func write<Result: Sendable>(
        _ operation: String,
        _ body: @Sendable (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(ReleaseError) -> Result {
        try run(operation) { (connection) throws(StoreFailure) in
            try connection.transaction(.write, body)
        }
    }
}
