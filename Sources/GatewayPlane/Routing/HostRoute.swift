import ReleaseModel

/// What a host leads to, derived by one loop for itself from the shared table.
///
/// Loops derive their own, so that serving a request touches no reference count that another loop touches too.
final class HostRoute {
    let host: String
    let worker: String
    let workload: Workload.ID
    /// As long as the host leads to the same workload with the same stamp, what is derived here holds.
    let stamp: UInt64
    let settings: RoutingSettings
    let destination: Destination
    /// The table generation for which the host was last resolved.
    var generation: UInt64

    enum Destination {
        case pinned(VersionLane)
        case deployment(DeploymentChoice)
    }

    init(host: String, found: StampedRoute, generation: UInt64, destination: Destination) {
        self.host = host
        worker = found.route.workload.name.text
        workload = found.route.workload.id
        stamp = found.stamp
        settings = found.route.settings
        self.generation = generation
        self.destination = destination
    }
}
