public import ReleaseModel

/// What a caller uploads: content that is already stored as blobs, and how it is to be recorded.
public struct Upload: Sendable {
    public let workload: WorkloadName
    public let content: Snapshot
    public let attribution: Attribution
    public let tag: String?
    public let provenance: Provenance?
    /// What the client sent besides, word for word.
    public let verbatim: String?
    /// An alias besides the built-in one that points at the version from now on; it is made if there is none.
    public let alias: Alias.Name?
    /// Settings that change in the same commit.
    public let settings: [Setting.Name: String]
    /// Settings of the workload if the upload makes it; ``settings`` win.
    public let initialSettings: [Setting.Name: String]
    /// Refuse code that neither handles any event nor exports a class.
    public let requiresHandlers: Bool
    /// Which gradual deployment it may end, if it is deployed.
    public let endsSplit: SplitPermission
    /// Return the newest version instead when its content is the same.
    public let skipsUnchanged: Bool
    /// How it came to be that a deployment made with it is in force.
    public let origin: Deployment.Origin
    /// The revision that the caller saw the workload at (`If-Match`); ``Revision/zero`` when there was none.
    public let seen: Revision?

    public init(
        workload: WorkloadName,
        content: Snapshot,
        attribution: Attribution,
        tag: String? = nil,
        provenance: Provenance? = nil,
        verbatim: String? = nil,
        alias: Alias.Name? = nil,
        settings: [Setting.Name: String] = [:],
        initialSettings: [Setting.Name: String] = [:],
        requiresHandlers: Bool = false,
        endsSplit: SplitPermission = .any,
        skipsUnchanged: Bool = false,
        origin: Deployment.Origin = .requested,
        seen: Revision? = nil
    ) {
        self.workload = workload
        self.content = content
        self.attribution = attribution
        self.tag = tag
        self.provenance = provenance
        self.verbatim = verbatim
        self.alias = alias
        self.settings = settings
        self.initialSettings = initialSettings
        self.requiresHandlers = requiresHandlers
        self.endsSplit = endsSplit
        self.skipsUnchanged = skipsUnchanged
        self.origin = origin
        self.seen = seen
    }

    /// What becomes of an uploaded version.
    public enum Release: Sendable, Hashable {
        /// It waits to be deployed. An unknown workload is refused unless it may be created.
        case later(creates: Bool)
        /// It gets all traffic of the built-in alias in the same commit; an unknown workload is created.
        ///
        /// `verbatim` is what the deployment's dialect reads back of it.
        case now(message: String?, verbatim: String? = nil)
    }
}

/// What an upload led to.
public struct Published: Sendable, Hashable {
    public let workload: Workload
    public let version: Version
    /// Whether nothing had changed and the newest version was returned.
    public let isUnchanged: Bool
    /// The newest older version with the same content.
    public let twin: Version?
    /// The deployment made in the same commit.
    public let deployment: Deployment?
    /// Whether the code was started once to see that it can, or there is none.
    public let wasTried: Bool
}
