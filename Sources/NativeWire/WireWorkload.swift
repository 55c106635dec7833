/// A workload, as lists and views show it.
public struct WireWorkload: Codable, Sendable {
    public let id: String
    public let kind: String
    public let name: String
    /// RFC 3339, UTC, milliseconds.
    public let createdAt: String
    public let url: String?
    public let aliases: [WireAlias]
    public let newestVersion: Int?
    /// The revision of the last change: the workload's ETag.
    public let revision: Int

    public init(
        id: String,
        kind: String,
        name: String,
        createdAt: String,
        url: String?,
        aliases: [WireAlias],
        newestVersion: Int?,
        revision: Int
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.createdAt = createdAt
        self.url = url
        self.aliases = aliases
        self.newestVersion = newestVersion
        self.revision = revision
    }
}

/// An alias with the deployment that is in force on it.
public struct WireAlias: Codable, Sendable {
    public let name: String
    public let url: String?
    public let deployment: WireDeployment?
    /// Where a request's affinity key is read from: `header:NAME`, `cookie:NAME`, `query:NAME`.
    public let affinity: String?

    public init(name: String, url: String?, deployment: WireDeployment?, affinity: String?) {
        self.name = name
        self.url = url
        self.deployment = deployment
        self.affinity = affinity
    }
}

/// A request to make an alias, to move it, or to change where its affinity key comes from.
public struct WireAliasRequest: Codable, Sendable {
    public let shares: [WireDeploymentRequest.RequestedShare]?
    public let rules: [WireDeploymentRequest.RequestedRule]?
    /// An empty text removes it; absent leaves it.
    public let affinity: String?
    public let message: String?
    public let provenance: WireProvenance?

    public init(
        shares: [WireDeploymentRequest.RequestedShare]?,
        rules: [WireDeploymentRequest.RequestedRule]? = nil,
        affinity: String? = nil,
        message: String? = nil,
        provenance: WireProvenance? = nil
    ) {
        self.shares = shares
        self.rules = rules
        self.affinity = affinity
        self.message = message
        self.provenance = provenance
    }
}

/// The answer to a change of an alias.
public struct WireAliasResult: Codable, Sendable {
    public let alias: WireAlias
    public let commit: WireCommit

    public init(alias: WireAlias, commit: WireCommit) {
        self.alias = alias
        self.commit = commit
    }
}

/// A mutable property of a workload.
public struct WireSetting: Codable, Sendable {
    public let name: String
    public let value: String
    public let allowed: [String]
    /// The revision that set it; 0 for a default.
    public let revision: Int

    public init(name: String, value: String, allowed: [String], revision: Int) {
        self.name = name
        self.value = value
        self.allowed = allowed
        self.revision = revision
    }
}

public struct WireSettingRequest: Codable, Sendable {
    public let value: String

    public init(value: String) {
        self.value = value
    }
}

/// A workload's new access token, for policies of the value `token`.
public struct WireAccessToken: Codable, Sendable {
    public let workload: String
    /// Shown this once.
    public let secret: String
    public let commit: WireCommit

    public init(workload: String, secret: String, commit: WireCommit) {
        self.workload = workload
        self.secret = secret
        self.commit = commit
    }
}

/// The answer to a deletion or a changed setting.
public struct WireChangeResult: Codable, Sendable {
    /// What is gone or changed, in words.
    public let changed: String
    public let commit: WireCommit

    public init(changed: String, commit: WireCommit) {
        self.changed = changed
        self.commit = commit
    }
}
