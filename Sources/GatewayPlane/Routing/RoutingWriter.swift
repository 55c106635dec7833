import ReleaseModel

/// Makes each routing table from the one before.
struct RoutingWriter {
    private(set) var root = RoutingRoot()
    /// Under which name each workload is filed.
    private var names: [Workload.ID: String] = [:]
    /// The hosts of functions that each service has.
    private var labels: [Workload.ID: [String]] = [:]

    /// Returns false, and changes nothing, for a partial delta that is not newer than the table.
    mutating func apply(_ delta: RoutingDelta) -> Bool {
        guard delta.isComplete || delta.revision > root.revision else { return false }
        let stamp = root.generation + 1
        var edits: [Int: [String: [StampedRoute]]] = [:]
        if delta.isComplete {
            let kept = Set(delta.changed.map(\.workload.id))
            for id in names.keys where !kept.contains(id) { remove(id, stamp: stamp, &edits) }
        }
        for id in delta.removed { remove(id, stamp: stamp, &edits) }
        for route in delta.changed { put(route, stamp: stamp, &edits) }
        for (shard, routes) in edits { root.shards[shard] = RoutingShard(routes: routes) }
        root.generation = stamp
        root.revision = delta.revision
        return true
    }

    private mutating func put(_ route: WorkloadRoute, stamp: UInt64, _ edits: inout [Int: [String: [StampedRoute]]]) {
        let id = route.workload.id
        let name = route.workload.name.text
        if let old = names[id], old != name { remove(id, stamp: stamp, &edits) }
        // Flows have no hosts.
        guard route.workload.kind != .flow else { return }
        names[id] = name
        replaceRoutes(route.triggers.compactMap { $0.route(toWorkloadNamed: name) }, of: id, stamp: stamp)
        replaceHosts(route.triggers.compactMap { $0.functionHost(toWorkloadNamed: name) }, of: id, stamp: stamp)
        // Services have no host of their own, and who serves their requests knows their versions.
        guard route.workload.kind == .worker else { return }
        edit(name, &edits) { routes in
            if let index = routes.firstIndex(where: { $0.route.workload.id == id }) {
                // What did not change keeps its stamp, and loops what they derived from it.
                if routes[index].route != route { routes[index] = StampedRoute(route: route, stamp: stamp) }
            } else {
                routes.append(StampedRoute(route: route, stamp: stamp))
                routes.sort(by: StampedRoute.isPreferred)
            }
        }
    }

    private mutating func remove(_ id: Workload.ID, stamp: UInt64, _ edits: inout [Int: [String: [StampedRoute]]]) {
        guard let name = names.removeValue(forKey: id) else { return }
        replaceRoutes([], of: id, stamp: stamp)
        replaceHosts([], of: id, stamp: stamp)
        edit(name, &edits) { routes in routes.removeAll { $0.route.workload.id == id } }
    }

    private mutating func replaceRoutes(_ routes: [RouteTable.Route], of id: Workload.ID, stamp: UInt64) {
        if root.routes.replace(routes, of: id) { root.routesStamp = stamp }
    }

    private mutating func replaceHosts(
        _ hosts: [(label: String, destination: RouteTable.Destination)],
        of id: Workload.ID,
        stamp: UInt64
    ) {
        let old = labels[id] ?? []
        guard !old.isEmpty || !hosts.isEmpty else { return }
        for label in old { root.functionHosts[label] = nil }
        for host in hosts { root.functionHosts[host.label] = host.destination }
        labels[id] = hosts.isEmpty ? nil : hosts.map(\.label)
        root.routesStamp = stamp
    }

    private func edit(
        _ name: String,
        _ edits: inout [Int: [String: [StampedRoute]]],
        _ body: (inout [StampedRoute]) -> Void
    ) {
        let shard = RoutingRoot.shard(of: name)
        var routes = edits.removeValue(forKey: shard) ?? root.shards[shard].routes
        var list = routes.removeValue(forKey: name) ?? []
        body(&list)
        if !list.isEmpty { routes[name] = list }
        edits[shard] = routes
    }
}
