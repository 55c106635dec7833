/// One connection to one file, used from a queue of its own.
///
/// Work runs in the order of arrival, one piece at a time, to its end: nothing suspends between begin and commit.
/// Whoever asks for it is told of failures in the words of the module that owns the file.
public actor DatabaseQueue<Failure: Error> {
    private let executor: BlockingExecutor
    private let translate: @Sendable (_ failure: StoreFailure, _ operation: String) -> Failure
    private var connection: Connection?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Takes a label for whoever looks at the process's threads, and what makes an error of a failure and the
    /// operation it belonged to.
    public init(label: String, translate: @escaping @Sendable (StoreFailure, String) -> Failure) {
        executor = BlockingExecutor(label: "sluice.store.\(label)")
        self.translate = translate
    }

    /// Opens the file; a writer also creates it and brings its schema up to date.
    ///
    /// Without a schema the tables are the caller's matter.
    public func open(_ path: String, access: Connection.Access, schema: Schema?) throws(Failure) {
        do {
            let opened = try Connection.open(path, access: access)
            switch access {
            case .readWrite: try schema?.bringUpToDate(opened, path: path)
            case .readOnly: try schema?.requireCurrent(opened)
            case .scratch: break
            }
            connection = consume opened
        } catch {
            throw translate(error, "open")
        }
    }

    /// Closes the file; whatever comes later is refused.
    public func close() {
        connection = nil
    }

    /// Runs statements, each in a transaction of its own.
    public func run<Result: Sendable>(
        _ operation: String,
        _ body: @Sendable (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(Failure) -> Result {
        do throws(StoreFailure) {
            switch connection {
            case .some(let connection): return try body(connection)
            case .none: throw .closed
            }
        } catch {
            throw translate(error, operation)
        }
    }

    /// Runs statements that read the file as it was at one moment.
    public func read<Result: Sendable>(
        _ operation: String,
        _ body: @Sendable (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(Failure) -> Result {
        try run(operation) { (connection) throws(StoreFailure) in
            try connection.transaction(.read, body)
        }
    }

    /// Runs statements that take effect together, or not at all when the body or the disk fails.
    public func write<Result: Sendable>(
        _ operation: String,
        _ body: @Sendable (borrowing Connection) throws(StoreFailure) -> Result
    ) throws(Failure) -> Result {
        try run(operation) { (connection) throws(StoreFailure) in
            try connection.transaction(.write, body)
        }
    }
}
