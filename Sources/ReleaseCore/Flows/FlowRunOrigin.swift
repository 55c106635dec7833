public import FoundationEssentials
public import ReleaseModel

/// What tells which version a run of a flow was made under.
public struct FlowRunOrigin: Sendable, Hashable {
    public let run: FlowPickup.ID
    /// The version that was noted on the run when it was made; whoever makes a run may note what he likes.
    public let noted: Version.ID?
    public let createdAt: Date

    public init(run: FlowPickup.ID, noted: Version.ID?, createdAt: Date) {
        self.run = run
        self.noted = noted
        self.createdAt = createdAt
    }

    init(_ run: FlowRun) {
        self.init(run: run.id, noted: run.createdVersion, createdAt: run.createdAt)
    }
}
