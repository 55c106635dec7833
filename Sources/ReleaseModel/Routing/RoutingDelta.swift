/// What changed in the routes between two revisions.
public struct RoutingDelta: Sendable {
    /// The revision that the routes are at once this is applied.
    public let revision: Revision
    /// Whether ``changed`` is all there is, so that what it does not name is gone.
    public let isComplete: Bool
    public let changed: [WorkloadRoute]
    public let removed: [Workload.ID]

    public init(revision: Revision, isComplete: Bool, changed: [WorkloadRoute], removed: [Workload.ID] = []) {
        self.revision = revision
        self.isComplete = isComplete
        self.changed = changed
        self.removed = removed
    }
}
