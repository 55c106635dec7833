public import FoundationEssentials
import HTTPModel
public import ReleaseModel

/// One invocation of a worker, as the data plane tells it to who tails the worker.
///
/// Credentials in headers and queries are redacted before it gets here.
public struct Invocation: Sendable, Hashable {
    public let version: Version.ID
    public let event: Event
    public let outcome: Outcome
    /// When it began.
    public let time: Date
    public let logs: [Log]
    public let exceptions: [Exception]
    /// Whether logs or exceptions were left out, being too many or too long.
    public let isTruncated: Bool

    public init(
        version: Version.ID,
        event: Event,
        outcome: Outcome,
        time: Date,
        logs: [Log] = [],
        exceptions: [Exception] = [],
        isTruncated: Bool = false
    ) {
        self.version = version
        self.event = event
        self.outcome = outcome
        self.time = time
        self.logs = logs
        self.exceptions = exceptions
        self.isTruncated = isTruncated
    }

    public enum Event: Sendable, Hashable {
        case request(Request)
        case scheduled(cron: String, time: Date)
    }

    public struct Request: Sendable, Hashable {
        public let url: String
        public let method: String
        /// By name, in lower case; values of one name are joined by comma and space.
        public let headers: [String: String]
        /// The status of the response; nil when there was none.
        public let status: Int?

        public init(url: String, method: String, headers: [String: String] = [:], status: Int?) {
            self.url = url
            self.method = method
            self.headers = headers
            self.status = status
        }
    }

    /// In the words of the protocol, as far as it has them for what can happen here.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case ok, exception, canceled, unknown
    }

    public struct Log: Sendable, Hashable {
        /// `debug`, `info`, `log`, `warn` or `error`.
        public let level: String
        public let text: String
        public let time: Date

        public init(level: String, text: String, time: Date) {
            self.level = level
            self.text = text
            self.time = time
        }
    }

    public struct Exception: Sendable, Hashable {
        public let name: String
        public let message: String
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
