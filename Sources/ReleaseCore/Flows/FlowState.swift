public import ReleaseModel

/// What the system that runs a flow has of it now.
public struct FlowState: Sendable, Hashable {
    /// How that system knows the flow: an identity of its own, which changes when a flow is deleted and made anew.
    public let reference: String
    /// What is versioned of it.
    public let content: Snapshot
    /// What people call the content; a version of it gets this as its tag.
    public let label: String?

    public init(reference: String, content: Snapshot, label: String?) {
        self.reference = reference
        self.content = content
        self.label = label
    }
}
