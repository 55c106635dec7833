public import ReleaseModel

/// What a rollback would bring back, as long as nothing else changes.
public struct PlannedRollback: Sendable, Hashable {
    public let routing: Routing
    /// The deployment that comes back; `nil` where a version is named that never had everything.
    public let restores: Deployment?

    public init(routing: Routing, restores: Deployment?) {
        self.routing = routing
        self.restores = restores
    }
}
