/// All that a gateway knows of one workload.
public struct WorkloadRoute: Sendable, Hashable {
    public let workload: Workload
    /// The names of its components, sorted; a worker has ``Component/mainName``.
    public let components: [String]
    public let aliases: [AliasRoute]
    /// Every version that still has content, by ascending number.
    public let versions: [VersionRoute]
    public let settings: RoutingSettings
    public let triggers: [Trigger]
    /// A service's draft, as a version without a number.
    public let head: VersionRoute?
    /// Settings of parts of it.
    public let scopedSettings: [ScopedSetting]

    public init(
        workload: Workload,
        components: [String] = [Component.mainName],
        aliases: [AliasRoute],
        versions: [VersionRoute],
        settings: RoutingSettings = RoutingSettings(),
        triggers: [Trigger] = [],
        head: VersionRoute? = nil,
        scopedSettings: [ScopedSetting] = []
    ) {
        self.workload = workload
        self.components = components
        self.aliases = aliases
        self.versions = versions
        self.settings = settings
        self.triggers = triggers
        self.head = head
        self.scopedSettings = scopedSettings
    }
}

/// A setting of a part of a workload, as a data plane sees it.
public struct ScopedSetting: Sendable, Hashable {
    public let name: Setting.Name
    public let scope: Setting.Scope
    public let value: String

    public init(name: Setting.Name, scope: Setting.Scope, value: String) {
        self.name = name
        self.scope = scope
        self.value = value
    }
}

/// The deployment that is in force on an alias.
public struct AliasRoute: Sendable, Hashable {
    public let name: Alias.Name
    public let deployment: Deployment.ID
    public let routing: DeployedRouting
    public let affinity: RequestAttribute?

    public init(
        name: Alias.Name,
        deployment: Deployment.ID,
        routing: DeployedRouting,
        affinity: RequestAttribute? = nil
    ) {
        self.name = name
        self.deployment = deployment
        self.routing = routing
        self.affinity = affinity
    }
}

/// A version as a gateway sees it.
public struct VersionRoute: Sendable, Hashable {
    public let id: Version.ID
    public let number: Int
    public let snapshot: Digest
    public let parts: Snapshot.Parts

    public init(id: Version.ID, number: Int, snapshot: Digest, parts: Snapshot.Parts = .code) {
        self.id = id
        self.number = number
        self.snapshot = snapshot
        self.parts = parts
    }

    /// A draft, by an identity of its content: what is saved again unchanged is the same.
    public init(head snapshot: Digest, parts: Snapshot.Parts) {
        self.init(id: Version.ID(firstBytesOf: snapshot), number: 0, snapshot: snapshot, parts: parts)
    }
}
