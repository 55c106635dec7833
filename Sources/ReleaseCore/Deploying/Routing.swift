public import ReleaseModel

/// What a deployment is asked to do: a default split, and rules that lead elsewhere.
public struct Routing: Sendable, Hashable {
    public let split: TrafficSplit
    public let rules: [Rule]

    public init(split: TrafficSplit, rules: [Rule] = []) {
        self.split = split
        self.rules = rules
    }

    /// Every target a request may reach, each once.
    var targets: Set<TrafficSplit.Target> {
        Set(split.shares.map(\.target) + rules.flatMap { $0.split.shares.map(\.target) })
    }
}

/// How a move of an alias is recorded.
public struct Record: Sendable, Hashable {
    public let attribution: Attribution
    public let provenance: Provenance?
    public let origin: Deployment.Origin
    /// What the client sent, word for word.
    public let verbatim: String?
    /// The revision that the caller saw the workload at (`If-Match`).
    public let seen: Revision?

    public init(
        attribution: Attribution,
        provenance: Provenance? = nil,
        origin: Deployment.Origin = .requested,
        verbatim: String? = nil,
        seen: Revision? = nil
    ) {
        self.attribution = attribution
        self.provenance = provenance
        self.origin = origin
        self.verbatim = verbatim
        self.seen = seen
    }
}

/// One share as a caller writes it: a version by any of its names, and a decimal percentage.
public struct RequestedShare: Sendable, Hashable {
    public let version: VersionReference
    public let percentage: Percentage

    public init(version: VersionReference, percentage: Percentage) {
        self.version = version
        self.percentage = percentage
    }
}
