public import ReleaseModel

/// What a draft is to be.
public struct DraftContent: Sendable, Hashable {
    public let snapshot: Snapshot
    /// What its dialect keeps beside the content and hands on to versions.
    public let verbatim: String?

    public init(snapshot: Snapshot, verbatim: String? = nil) {
        self.snapshot = snapshot
        self.verbatim = verbatim
    }
}
