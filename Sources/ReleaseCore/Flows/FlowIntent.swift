public import FoundationEssentials
public import ReleaseModel

/// What is being done to a flow: the lock that keeps others out, and what is needed to finish after a crash.
///
/// It is stored before the flow's system is touched, and removed in the transaction that records the outcome. So one
/// that is found at a start, or when a flow's turn begins, tells of a change that was broken off.
public struct FlowIntent: Sendable, Hashable {
    public typealias ID = Identifier<FlowIntent>

    public let id: ID
    public let flow: WorkloadName
    public let action: Action
    public let note: FlowNote
    public let attribution: Attribution
    public let openedAt: Date

    public init(
        id: ID,
        flow: WorkloadName,
        action: Action,
        note: FlowNote,
        attribution: Attribution,
        openedAt: Date
    ) {
        self.id = id
        self.flow = flow
        self.action = action
        self.note = note
        self.attribution = attribution
        self.openedAt = openedAt
    }

    public enum Action: Sendable, Hashable {
        /// A client's write goes through; what it leads to becomes a version.
        case write
        /// A version is applied and becomes live.
        case move(FlowMove)
    }
}

/// What a client says of a change besides the content.
public struct FlowNote: Sendable, Hashable {
    public let provenance: Provenance?
    /// Word for word, at most ``Version/maximumVerbatimBytes``.
    public let verbatim: String?

    public init(provenance: Provenance? = nil, verbatim: String? = nil) {
        self.provenance = provenance
        self.verbatim = verbatim
    }
}

/// From which version a flow goes to which.
public struct FlowMove: Sendable, Hashable {
    public let from: Version.ID
    public let to: Version.ID
    /// The deployment that a rollback brings back.
    public let restores: Deployment.ID?
    /// What ``FlowUpstream/keepsake(of:)`` returned before the move.
    public let keepsake: String

    public init(from: Version.ID, to: Version.ID, restores: Deployment.ID?, keepsake: String) {
        self.from = from
        self.to = to
        self.restores = restores
        self.keepsake = keepsake
    }
}
