/// The part `metadata` of a multipart upload; every other part is a module: its name is the module's name, its
/// content type says how the engine reads it (``ReleaseModel/ModuleType/mediaType``).
public struct WireUploadMetadata: Codable, Sendable {
    /// The name of the module to start with; absent for static files without code.
    public let main: String?
    public let compatibilityDate: String?
    public let compatibilityFlags: [String]?
    public var bindings: [WireBinding]?
    /// Types of bindings that stay as the newest version has them, where the upload has none of their name:
    /// `secret_text`, `plain_text`, `json` and the like.
    public let keep: [String]?
    public let assets: WireUploadAssets?
    public let tag: String?
    /// The version's message.
    public let message: String?
    public let provenance: WireProvenance?
    /// Also make a deployment of the new version at 100 % on the production alias, in the same commit.
    public let deploy: Bool?
    /// The deployment's message; the version's when absent.
    public let deploymentMessage: String?
    /// Which gradual deployment `deploy` may end: `any`, or a deployment by its id; none when absent.
    public let endSplit: String?
    /// Settings of the worker that change in the same commit, by name; they need the scope `deploy`.
    public let settings: [String: String]?
    /// Allow an upload without deployment to make a workload that does not exist yet.
    public let create: Bool?
    /// Answer with the newest version when the content equals its.
    public let skipUnchanged: Bool?

    /// What ``endSplit`` says to end whatever is there.
    public static let anySplit = "any"

    public init(
        main: String?,
        compatibilityDate: String? = nil,
        compatibilityFlags: [String]? = nil,
        bindings: [WireBinding]? = nil,
        keep: [String]? = nil,
        assets: WireUploadAssets? = nil,
        tag: String? = nil,
        message: String? = nil,
        provenance: WireProvenance? = nil,
        deploy: Bool? = nil,
        deploymentMessage: String? = nil,
        endSplit: String? = nil,
        settings: [String: String]? = nil,
        create: Bool? = nil,
        skipUnchanged: Bool? = nil
    ) {
        self.main = main
        self.compatibilityDate = compatibilityDate
        self.compatibilityFlags = compatibilityFlags
        self.bindings = bindings
        self.keep = keep
        self.assets = assets
        self.tag = tag
        self.message = message
        self.provenance = provenance
        self.deploy = deploy
        self.deploymentMessage = deploymentMessage
        self.endSplit = endSplit
        self.settings = settings
        self.create = create
        self.skipUnchanged = skipUnchanged
    }
}

/// The answer to an upload.
public struct WireUploadResult: Codable, Sendable {
    public let version: WireVersion
    /// Whether an existing version was returned because nothing had changed.
    public let unchanged: Bool
    /// The number of an older version with the same content.
    public let twin: Int?
    public let deployment: WireDeployment?
    public let warnings: [String]
    public let commit: WireCommit

    public init(
        version: WireVersion,
        unchanged: Bool,
        twin: Int?,
        deployment: WireDeployment?,
        warnings: [String],
        commit: WireCommit
    ) {
        self.version = version
        self.unchanged = unchanged
        self.twin = twin
        self.deployment = deployment
        self.warnings = warnings
        self.commit = commit
    }
}

/// The revision of a change, and whether the gateway on this machine serves by it.
public struct WireCommit: Codable, Sendable {
    public let revision: Int
    /// `in_force`, `no_data_plane` or `unconfirmed`.
    public let state: String
    /// From the commit to the gateway's word that it serves by it; absent where the gateway has no part in it.
    public let inForceAfterMilliseconds: Double?
    /// How fast the previous deployment could be brought back: `warm`, `pool` or `cold`; absent where there is none.
    public let rollback: String?

    public init(revision: Int, state: String, inForceAfterMilliseconds: Double?, rollback: String? = nil) {
        self.revision = revision
        self.state = state
        self.inForceAfterMilliseconds = inForceAfterMilliseconds
        self.rollback = rollback
    }
}
