public import ReleaseModel

/// What a data plane reads to follow the release log.
public protocol RouteSource: Sendable {
    func head() async throws(ReleaseError) -> StoreHead

    /// Returns the routes of every workload that changed after a revision, read at one moment; with `nil` all routes.
    func routes(changedAfter revision: Revision?) async throws(ReleaseError) -> RoutingDelta
}
