public import FoundationEssentials

/// Something that happened in an engine, or with one, and that somebody may want to read.
public struct RuntimeEvent: Sendable, Hashable {
    public let time: Date
    /// What was running; nil for what concerns no version.
    public let key: InstanceKey?
    /// Tells the instances of a key apart; nil for what concerns none.
    public let instance: UInt64?
    /// The id the gateway gave the request that was being served; nil outside of requests.
    public let requestID: String?
    public let content: Content

    public init(
        time: Date,
        key: InstanceKey? = nil,
        instance: UInt64? = nil,
        requestID: String? = nil,
        content: Content
    ) {
        self.time = time
        self.key = key
        self.instance = instance
        self.requestID = requestID
        self.content = content
    }

    public enum Content: Sendable, Hashable {
        /// A line the worker wrote with `console`, or to standard output or error.
        case log(Level, String)
        case exception(Exception)
        /// An invocation has ended, of a workload that somebody observes.
        case invocation(InvocationRecord)
        /// An instance became ready, so long after the wish for it; its engine took `loading` of that for the code alone.
        case started(after: Duration, loading: Duration)
        /// An instance could not be had.
        case failedToStart(InstanceFailure)
        /// An instance that was ready ended on its own.
        case lost(ProcessEnding)
        case stopped
        /// Trouble with engines as such, not with a worker.
        case engineTrouble(String)
    }

    public enum Level: String, Sendable, Hashable, CaseIterable, Codable {
        case debug, info, log, warn, error
    }

    /// What a worker threw.
    public struct Exception: Sendable, Hashable {
        public let origin: Origin
        public let name: String
        public let message: String
        /// In terms of the bundle; nil for values that are no errors.
        public let stack: String?

        public init(origin: Origin, name: String, message: String, stack: String?) {
            self.origin = origin
            self.name = name
            self.message = message
            self.stack = stack
        }

        public enum Origin: String, Sendable, Hashable {
            /// The handler itself threw: the client got a 500.
            case handler
            /// A promise given to `waitUntil` failed: the client noticed nothing.
            case waitUntil
            /// Nothing caught it.
            case uncaught
        }
    }
}
