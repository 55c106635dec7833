import ReleaseModel

/// All routes at one revision, as an immutable value.
///
/// The routes are spread over shards by worker name, so that a change copies one shard and not the table.
struct RoutingRoot: Sendable {
    static let shardCount = 1_024

    /// Counts publications within this process; 0 is the empty table.
    var generation: UInt64 = 0
    var revision = Revision.zero
    /// What leads to workers besides their own hosts.
    var routes = RouteTable()
    /// Where the hosts of functions lead, by their first labels.
    var functionHosts: [String: RouteTable.Destination] = [:]
    /// The generation that last changed ``routes`` or ``functionHosts``.
    var routesStamp: UInt64 = 0
    var shards = [RoutingShard](repeating: RoutingShard(routes: [:]), count: shardCount)

    /// Returns the worker of that name.
    ///
    /// The core lets no two accounts have a worker of one name. Should two exist nevertheless, the older keeps it, the
    /// smaller id among equals, on every node alike.
    func worker(_ name: String) -> StampedRoute? {
        shards[Self.shard(of: name)].routes[name]?.first
    }

    /// Returns the worker that a route leads to.
    func worker(of destination: RouteTable.Destination) -> StampedRoute? {
        let named = shards[Self.shard(of: destination.name)].routes[destination.name]
        return named?.first { $0.route.workload.id == destination.workload }
    }

    /// Returns the worker of that name in an account.
    func worker(_ name: String, of account: Account.ID) -> StampedRoute? {
        shards[Self.shard(of: name)].routes[name]?.first { $0.route.workload.account == account }
    }

    /// The shard of a name: FNV-1a of its bytes.
    static func shard(of name: String) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32) & (shardCount - 1)
    }
}

/// The workers whose names fall into one shard.
final class RoutingShard: Sendable {
    /// By name; a list has one member unless two accounts have a worker of one name.
    let routes: [String: [StampedRoute]]

    init(routes: [String: [StampedRoute]]) {
        self.routes = routes
    }
}

/// A route and the generation that brought it: as long as that is the same, whatever was derived from it holds.
struct StampedRoute: Sendable {
    let route: WorkloadRoute
    let stamp: UInt64

    /// The order in which workers of one name are preferred.
    static func isPreferred(_ left: StampedRoute, _ right: StampedRoute) -> Bool {
        let (one, other) = (left.route.workload, right.route.workload)
        return one.createdAt == other.createdAt ? one.id < other.id : one.createdAt < other.createdAt
    }
}
