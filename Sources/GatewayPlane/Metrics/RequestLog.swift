/// Where records of requests go.
public struct RequestLog: Sendable {
    /// One of how many requests is recorded; 1 records all.
    public let interval: Int
    /// Called on the loop's thread: it must not block.
    public let write: @Sendable (RequestRecord) -> Void

    public init(interval: Int = 1, write: @escaping @Sendable (RequestRecord) -> Void) {
        precondition(interval > 0)
        self.interval = interval
        self.write = write
    }
}

/// One request that was given to a version, when its answer is complete.
///
/// Without a wall-clock time: the reader of the log adds that.
public struct RequestRecord: Sendable, Hashable {
    public let requestID: String
    public let worker: String
    public let version: Int
    public let method: String
    public let host: String
    /// Path and query as the client sent them: secrets in queries are for the log's writer to redact.
    public let path: String
    /// 0 when the client went away before there was an answer.
    public let status: Int
    public let duration: Duration
}
