/// One line of a tail: newline-delimited JSON.
public struct WireTailEvent: Codable, Sendable {
    /// RFC 3339, UTC, milliseconds.
    public let at: String
    public let workload: String
    public let version: Int
    public let requestId: String?
    /// `log`, `exception`, `scheduled`, `output` or `dropped`.
    public let kind: String
    /// `debug`, `info`, `log`, `warn` or `error`.
    public let level: String
    public let message: String
    public let stack: String?

    public init(
        at: String,
        workload: String,
        version: Int,
        requestId: String?,
        kind: String,
        level: String,
        message: String,
        stack: String?
    ) {
        self.at = at
        self.workload = workload
        self.version = version
        self.requestId = requestId
        self.kind = kind
        self.level = level
        self.message = message
        self.stack = stack
    }
}
