public import FoundationEssentials

/// One invocation of a worker, as its instance tells it while somebody observes the workload.
///
/// Credentials are redacted, by the names of fields and query items. It can be encoded because one process hands it to
/// another; nobody keeps it.
public struct InvocationRecord: Sendable, Hashable, Codable {
    public let event: Event
    public let outcome: Outcome
    /// When the invocation began.
    public let time: Date
    public let logs: [LogEntry]
    public let exceptions: [ExceptionEntry]
    /// Whether logs or exceptions were left out, being too many or too long.
    public let isTruncated: Bool

    public init(
        event: Event,
        outcome: Outcome,
        time: Date,
        logs: [LogEntry] = [],
        exceptions: [ExceptionEntry] = [],
        isTruncated: Bool = false
    ) {
        self.event = event
        self.outcome = outcome
        self.time = time
        self.logs = logs
        self.exceptions = exceptions
        self.isTruncated = isTruncated
    }

    /// What was handled.
    public enum Event: Sendable, Hashable, Codable {
        case request(Request)
        case scheduled(cron: String, time: Date)
    }

    public struct Request: Sendable, Hashable, Codable {
        public let url: String
        public let method: String
        public let headers: [HeaderField]
        /// The status of the response; nil when there was none.
        public let status: Int?

        public init(url: String, method: String, headers: [HeaderField], status: Int?) {
            self.url = url
            self.method = method
            self.headers = headers
            self.status = status
        }
    }

    public struct HeaderField: Sendable, Hashable, Codable {
        /// In lower case.
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
        case ok
        /// The handler, or something it gave to `waitUntil`, threw.
        case exception
        /// The client went away before there was a response.
        case canceled
        /// The instance says something that this server does not know.
        case unknown
    }

    public struct LogEntry: Sendable, Hashable, Codable {
        public let level: RuntimeEvent.Level
        public let text: String
        public let time: Date

        public init(level: RuntimeEvent.Level, text: String, time: Date) {
            self.level = level
            self.text = text
            self.time = time
        }
    }

    public struct ExceptionEntry: Sendable, Hashable, Codable {
        public let name: String
        public let message: String
        /// In terms of the bundle; nil for values that are no errors.
        public let stack: String?
        public let time: Date

        public init(name: String, message: String, stack: String?, time: Date) {
            self.name = name
            self.message = message
            self.stack = stack
            self.time = time
        }
    }
}
