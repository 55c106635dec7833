import ReleaseModel

/// A worker's deployment or version that a host or a route leads to, derived by one loop for itself from the shared table.
///
/// Loops derive their own, so that serving a request touches no reference count that another loop touches too.
final class HostRoute {
    let worker: String
    let workload: Workload.ID
    /// As long as the same workload with the same stamp is led to, what is derived here holds.
    let stamp: UInt64
    let settings: RoutingSettings
    let destination: Destination
    /// Whom it answers: of a preview's own host the policy, of any other host and of routes anyone.
    let access: AccessPolicy

    enum Destination {
        case pinned(VersionLane)
        case deployment(DeploymentChoice)
    }

    /// What led to a function; `nil` for a worker.
    let functionTrigger: Trigger.ID?

    /// A function's requests, which one lane takes whatever their version.
    init(_ destination: RouteTable.Destination, trigger: Trigger.ID, lane: VersionLane, stamp: UInt64) {
        worker = destination.name
        workload = destination.workload
        self.stamp = stamp
        settings = RoutingSettings()
        self.destination = .pinned(lane)
        access = .anyone
        functionTrigger = trigger
    }

    init(found: StampedRoute, destination: Destination, access: AccessPolicy) {
        worker = found.route.workload.name.text
        workload = found.route.workload.id
        stamp = found.stamp
        settings = found.route.settings
        self.destination = destination
        self.access = access
        functionTrigger = nil
    }
}
