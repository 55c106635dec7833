public import FoundationEssentials

/// One immutable entry in an alias's history.
public struct Deployment: Sendable, Hashable {
    public typealias ID = Identifier<Deployment>

    public let id: ID
    public let workload: Workload.ID
    public let alias: Alias.ID
    /// Counts from 1 along the alias's history.
    public let sequence: Int
    public let routing: DeployedRouting
    public let origin: Origin
    /// The deployment that a rollback brought back; `nil` for anything but a rollback.
    public let restores: ID?
    public let attribution: Attribution
    public let provenance: Provenance?
    /// What the client sent, word for word, so that its dialect can read it back.
    public let verbatim: String?
    public let createdAt: Date
    /// Whether lists leave it out; the log and whatever refers to it keep it.
    public let isHidden: Bool

    public init(
        id: ID,
        workload: Workload.ID,
        alias: Alias.ID,
        sequence: Int,
        routing: DeployedRouting,
        origin: Origin = .requested,
        restores: ID? = nil,
        attribution: Attribution,
        provenance: Provenance? = nil,
        verbatim: String? = nil,
        createdAt: Date,
        isHidden: Bool = false
    ) {
        self.id = id
        self.workload = workload
        self.alias = alias
        self.sequence = sequence
        self.routing = routing
        self.origin = origin
        self.restores = restores
        self.attribution = attribution
        self.provenance = provenance
        self.verbatim = verbatim
        self.createdAt = createdAt
        self.isHidden = isHidden
    }

    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// Someone asked for it.
        case requested
        /// It was seen to have happened elsewhere.
        case observed
        /// It was found to differ from what was asked.
        case drift
    }

    /// The version that has the whole split, if one has and no rule leads elsewhere.
    public var soleVersion: Version.ID? {
        guard routing.rules.isEmpty else { return nil }
        return routing.split.soleVersion
    }
}
