/// A service's draft, which its own clients call LATEST: what the next version would be.
public struct WireDraft: Codable, Sendable {
    /// SHA-256 of the content and configuration.
    public let snapshot: String
    /// RFC 3339, UTC, milliseconds.
    public let savedAt: String
    /// The newest version, if it has the same content: then there is nothing to publish.
    public let version: Int?
    /// By name.
    public let functions: [WireFunction]

    public init(snapshot: String, savedAt: String, version: Int?, functions: [WireFunction]) {
        self.snapshot = snapshot
        self.savedAt = savedAt
        self.version = version
        self.functions = functions
    }
}

/// A function of a service's draft or version.
public struct WireFunction: Codable, Sendable, Hashable {
    public let name: String
    /// The runtime by the name that was asked for, such as `python3.10`.
    public let runtime: String
    /// What runs it on this server, with the engine's version if one has been started: `Python 3.11.2`.
    ///
    /// Absent where nothing here runs such functions.
    public let engine: String?
    /// What is called, in the runtime's own spelling.
    public let handler: String
    /// In MiB.
    public let memory: Int
    /// The longest time for one call, in seconds.
    public let timeout: Int
    /// How many calls one instance may serve at once.
    public let concurrency: Int
    /// Of the package, in bytes.
    public let codeSize: Int
    /// Its variables.
    public let bindings: [WireBinding]

    public init(
        name: String,
        runtime: String,
        engine: String?,
        handler: String,
        memory: Int,
        timeout: Int,
        concurrency: Int,
        codeSize: Int,
        bindings: [WireBinding]
    ) {
        self.name = name
        self.runtime = runtime
        self.engine = engine
        self.handler = handler
        self.memory = memory
        self.timeout = timeout
        self.concurrency = concurrency
        self.codeSize = codeSize
        self.bindings = bindings
    }
}

/// A request to publish a draft as it is as the next version.
public struct WirePublishRequest: Codable, Sendable {
    /// The version's description.
    public let message: String?
    public let provenance: WireProvenance?

    public init(message: String? = nil, provenance: WireProvenance? = nil) {
        self.message = message
        self.provenance = provenance
    }
}

/// The answer to a publication.
public struct WirePublishResult: Codable, Sendable {
    public let version: WireVersion
    public let commit: WireCommit

    public init(version: WireVersion, commit: WireCommit) {
        self.version = version
        self.commit = commit
    }
}
