/// How a function of a service runs: what the platform itself acts upon, and the rest as it was given.
public struct Execution: Sendable, Hashable {
    /// The longest time for one call, in seconds.
    public static let timeoutRange = 1...86_400
    /// The longest time for an initializer, in seconds.
    public static let initializationTimeoutRange = 1...300
    /// The longest time for a hook at the end of an instance, in seconds.
    public static let hookTimeoutRange = 1...90
    /// In MiB.
    public static let memoryRange = 128...32_768
    /// How many calls one instance may serve at once.
    public static let concurrencyRange = 1...200
    /// What ``document`` may have at most, in bytes.
    public static let maximumDocumentBytes = 64 * 1_024

    /// The runtime by the name that was asked for, such as `python3.10`; which engine really runs is another matter.
    public let runtime: String
    /// What is called, in the runtime's own spelling, such as `index.handler`.
    public let handler: String
    /// In seconds.
    public let timeout: Int
    /// In MiB.
    public let memory: Int
    public let concurrency: Int
    /// Called once per instance before its first call.
    public let initializer: Hook?
    /// Called before an instance ends.
    public let preStop: Hook?
    /// Called before an instance is frozen.
    public let preFreeze: Hook?
    /// How a runtime of the user's own is started and reached; `nil` for those that Sluice brings.
    public let server: Server?
    /// Everything else that belongs to the function: a JSON object that its dialect reads back.
    public let document: String

    public init(
        runtime: String,
        handler: String,
        timeout: Int,
        memory: Int,
        concurrency: Int = 1,
        initializer: Hook? = nil,
        preStop: Hook? = nil,
        preFreeze: Hook? = nil,
        server: Server? = nil,
        document: String = "{}"
    ) throws(InvalidContent) {
        try Self.check(timeout, "timeout", within: Self.timeoutRange)
        try Self.check(memory, "memory", within: Self.memoryRange)
        try Self.check(concurrency, "concurrency", within: Self.concurrencyRange)
        if let initializer {
            try Self.check(initializer.timeout, "initializationTimeout", within: Self.initializationTimeoutRange)
        }
        for (name, hook) in [("preStop", preStop), ("preFreeze", preFreeze)] {
            if let hook { try Self.check(hook.timeout, "\(name) timeout", within: Self.hookTimeoutRange) }
        }
        if let server { try Self.check(server.port, "port", within: Server.portRange) }
        guard document.utf8.count <= Self.maximumDocumentBytes else {
            throw .executionDocument(size: document.utf8.count, limit: Self.maximumDocumentBytes)
        }
        self.runtime = runtime
        self.handler = handler
        self.timeout = timeout
        self.memory = memory
        self.concurrency = concurrency
        self.initializer = initializer
        self.preStop = preStop
        self.preFreeze = preFreeze
        self.server = server
        self.document = document
    }

    /// Code that runs beside the calls themselves.
    public struct Hook: Sendable, Hashable {
        public let handler: String
        /// In seconds.
        public let timeout: Int

        public init(handler: String, timeout: Int) {
            self.handler = handler
            self.timeout = timeout
        }
    }

    /// A server that the package brings.
    public struct Server: Sendable, Hashable {
        public static let portRange = 1...65_535
        public static let defaultPort = 9_000

        /// The program and its arguments; empty starts the package's `bootstrap`.
        public let command: [String]
        /// Where it listens.
        public let port: Int

        public init(command: [String] = [], port: Int = Self.defaultPort) {
            self.command = command
            self.port = port
        }
    }

    private static func check(
        _ value: Int,
        _ name: String,
        within range: ClosedRange<Int>
    ) throws(InvalidContent) {
        guard range.contains(value) else { throw .executionLimit(name, value: value, allowed: range) }
    }
}
