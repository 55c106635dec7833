/// A deployment, as lists and views show it.
public struct WireDeployment: Codable, Sendable {
    public let id: String
    public let workload: String
    public let alias: String
    /// Counts from 1 along the alias's history.
    public let sequence: Int
    public let shares: [WireShare]
    public let rules: [WireRule]
    /// `requested`, `observed` or `drift`.
    public let origin: String
    /// The id of the deployment that this rollback brought back.
    public let restores: String?
    public let author: String
    public let source: String
    public let message: String?
    public let provenance: WireProvenance?
    /// RFC 3339, UTC, milliseconds.
    public let createdAt: String
    public let inForce: Bool

    public init(
        id: String,
        workload: String,
        alias: String,
        sequence: Int,
        shares: [WireShare],
        rules: [WireRule],
        origin: String,
        restores: String?,
        author: String,
        source: String,
        message: String?,
        provenance: WireProvenance?,
        createdAt: String,
        inForce: Bool
    ) {
        self.id = id
        self.workload = workload
        self.alias = alias
        self.sequence = sequence
        self.shares = shares
        self.rules = rules
        self.origin = origin
        self.restores = restores
        self.author = author
        self.source = source
        self.message = message
        self.provenance = provenance
        self.createdAt = createdAt
        self.inForce = inForce
    }
}

/// One version's share of a deployment.
public struct WireShare: Codable, Sendable, Hashable {
    /// What stands for the id of a service's draft, and names it in requests.
    public static let latest = "LATEST"

    /// 0 for a service's draft.
    public let version: Int
    public let versionId: String
    /// Decimal text: `33.333`.
    public let percentage: String
    /// The version's tag; of a flow the label that its deployment had.
    public let tag: String?

    public init(version: Int, versionId: String, percentage: String, tag: String? = nil) {
        self.version = version
        self.versionId = versionId
        self.percentage = percentage
        self.tag = tag
    }
}

/// A condition on requests and the shares it leads to.
public struct WireRule: Codable, Sendable, Hashable {
    /// `all` or `any`.
    public let match: String
    public let conditions: [WireCondition]
    public let shares: [WireShare]

    public init(match: String, conditions: [WireCondition], shares: [WireShare]) {
        self.match = match
        self.conditions = conditions
        self.shares = shares
    }
}

public struct WireCondition: Codable, Sendable, Hashable {
    /// `header:NAME`, `cookie:NAME` or `query:NAME`.
    public let attribute: String
    /// `exists`, `equals`, `prefix` or `in`.
    public let test: String
    /// One value for `equals` and `prefix`, any number for `in`, none for `exists`.
    public let values: [String]

    public init(attribute: String, test: String, values: [String]) {
        self.attribute = attribute
        self.test = test
        self.values = values
    }
}

/// A request to deploy.
public struct WireDeploymentRequest: Codable, Sendable {
    /// `production` when absent.
    public let alias: String?
    public let shares: [RequestedShare]
    public let rules: [RequestedRule]?
    public let message: String?
    public let provenance: WireProvenance?

    public init(
        alias: String? = nil,
        shares: [RequestedShare],
        rules: [RequestedRule]? = nil,
        message: String? = nil,
        provenance: WireProvenance? = nil
    ) {
        self.alias = alias
        self.shares = shares
        self.rules = rules
        self.message = message
        self.provenance = provenance
    }

    public struct RequestedShare: Codable, Sendable, Hashable {
        /// A number, a UUID or a prefix of it, `tag:NAME`, `newest` or `deployed`; of a service also
        /// ``WireShare/latest``, with everything.
        public let version: String
        /// Decimal text, at most nine digits after the point.
        public let percentage: String

        public init(version: String, percentage: String) {
            self.version = version
            self.percentage = percentage
        }
    }

    public struct RequestedRule: Codable, Sendable, Hashable {
        public let match: String?
        public let conditions: [WireCondition]
        public let shares: [RequestedShare]

        public init(match: String?, conditions: [WireCondition], shares: [RequestedShare]) {
            self.match = match
            self.conditions = conditions
            self.shares = shares
        }
    }
}

/// A request to go back: with neither field to the newest stable deployment before this one.
public struct WireRollbackRequest: Codable, Sendable {
    public let alias: String?
    public let version: String?
    /// The id of a deployment, or a unique prefix of at least eight digits.
    public let deployment: String?
    public let message: String?
    public let provenance: WireProvenance?
    /// What becomes of runs of a flow that wait: `report` (also when absent), `cancel` or `recreate`.
    public let waitingRuns: String?

    public init(
        alias: String? = nil,
        version: String? = nil,
        deployment: String? = nil,
        message: String? = nil,
        provenance: WireProvenance? = nil,
        waitingRuns: String? = nil
    ) {
        self.alias = alias
        self.version = version
        self.deployment = deployment
        self.message = message
        self.provenance = provenance
        self.waitingRuns = waitingRuns
    }
}

/// What a rollback would do, as long as nothing else changes.
public struct WireRollbackPlan: Codable, Sendable {
    public let alias: String
    public let shares: [WireShare]
    public let rules: [WireRule]
    /// Absent where a version is named that never had everything.
    public let restores: WireDeployment?

    public init(alias: String, shares: [WireShare], rules: [WireRule], restores: WireDeployment?) {
        self.alias = alias
        self.shares = shares
        self.rules = rules
        self.restores = restores
    }
}

/// A request to give one version everything.
public struct WirePromoteRequest: Codable, Sendable {
    public let alias: String?
    /// May be absent while exactly two versions share the traffic: then the newer one is meant.
    public let version: String?
    public let message: String?
    public let provenance: WireProvenance?
    /// What becomes of runs of a flow that wait: `report` (also when absent), `cancel` or `recreate`.
    public let waitingRuns: String?

    public init(
        alias: String? = nil,
        version: String? = nil,
        message: String? = nil,
        provenance: WireProvenance? = nil,
        waitingRuns: String? = nil
    ) {
        self.alias = alias
        self.version = version
        self.message = message
        self.provenance = provenance
        self.waitingRuns = waitingRuns
    }
}

/// The answer to every move of an alias.
public struct WireDeploymentResult: Codable, Sendable {
    public let deployment: WireDeployment
    public let warnings: [String]
    public let commit: WireCommit
    /// Runs of a flow that wait, and were made under a version that is not live any more; absent for all others.
    public let waitingRuns: [WireFlowRun]?

    public init(
        deployment: WireDeployment,
        warnings: [String],
        commit: WireCommit,
        waitingRuns: [WireFlowRun]? = nil
    ) {
        self.deployment = deployment
        self.warnings = warnings
        self.commit = commit
        self.waitingRuns = waitingRuns
    }
}
