import ReleaseModel

/// A host of routes and custom domains, derived by one loop for itself.
final class RoutedHost {
    let routes: HostRoutes
    /// The generation that brought the routes of the table from which these were taken.
    let routesStamp: UInt64
    private let host: String
    /// What each of the routes leads to, at the same place.
    private let leads: [GatewayLoop.Lookup]
    /// The workloads that the routes lead to, as they were.
    private let stamps: [RouteTable.Destination: UInt64?]

    /// Derives what each destination leads to, once.
    init(
        _ routes: HostRoutes,
        on host: String,
        in root: RoutingRoot,
        lead: (RouteTable.Destination) -> GatewayLoop.Lookup
    ) {
        self.routes = routes
        self.host = host
        routesStamp = root.routesStamp
        var known: [RouteTable.Destination: GatewayLoop.Lookup] = [:]
        for route in routes.routes where known[route.destination] == nil {
            known[route.destination] = lead(route.destination)
        }
        leads = routes.routes.map { known[$0.destination] ?? lead($0.destination) }
        stamps = known.keys.reduce(into: [:]) { $0[$1] = .some(root.worker(of: $1)?.stamp) }
    }

    func lookup(_ path: Span<UInt8>) -> GatewayLoop.Lookup {
        guard let place = routes.place(of: path) else { return .refused(.pathUnrouted(host: host)) }
        return leads[place]
    }

    /// Whether everything that was derived here would be derived again from a later table.
    func holds(in root: RoutingRoot) -> Bool {
        routesStamp == root.routesStamp && stamps.allSatisfy { $0.value == root.worker(of: $0.key)?.stamp }
    }
}
