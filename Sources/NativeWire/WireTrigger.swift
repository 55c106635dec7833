/// What leads to a workload besides its own hosts.
public struct WireTrigger: Codable, Sendable, Hashable {
    public let id: String
    /// The pattern, the host or the cron expression.
    public let source: String
    /// RFC 3339, UTC, milliseconds.
    public let createdAt: String

    public init(id: String, source: String, createdAt: String) {
        self.id = id
        self.source = source
        self.createdAt = createdAt
    }
}

/// All triggers of a workload; they belong to no version.
public struct WireTriggers: Codable, Sendable, Hashable {
    public let routes: [WireTrigger]
    /// Custom domains.
    public let domains: [WireTrigger]
    public let crons: [WireTrigger]

    public init(routes: [WireTrigger], domains: [WireTrigger], crons: [WireTrigger]) {
        self.routes = routes
        self.domains = domains
        self.crons = crons
    }
}

/// A request to replace the triggers of the kinds that it names; a kind that is absent stays as it is.
public struct WireTriggersRequest: Codable, Sendable, Hashable {
    public let routes: [String]?
    public let domains: [String]?
    public let crons: [String]?

    public init(routes: [String]? = nil, domains: [String]? = nil, crons: [String]? = nil) {
        self.routes = routes
        self.domains = domains
        self.crons = crons
    }
}

/// The answer to a change of triggers.
public struct WireTriggersResult: Codable, Sendable {
    /// All of the workload, those that did not change included.
    public let triggers: WireTriggers
    public let commit: WireCommit

    public init(triggers: WireTriggers, commit: WireCommit) {
        self.triggers = triggers
        self.commit = commit
    }
}
