public import FoundationEssentials

/// The mutable head of a service: what the next version would be.
///
/// Each save replaces it; only versions have a history.
public struct Draft: Sendable, Hashable {
    public let workload: Workload.ID
    /// The digest of its content.
    public let snapshot: Digest
    /// What its dialect keeps beside the content and hands on to versions, at most ``Version/maximumVerbatimBytes``.
    public let verbatim: String?
    public let savedAt: Date

    public init(workload: Workload.ID, snapshot: Digest, verbatim: String? = nil, savedAt: Date) {
        self.workload = workload
        self.snapshot = snapshot
        self.verbatim = verbatim
        self.savedAt = savedAt
    }
}
