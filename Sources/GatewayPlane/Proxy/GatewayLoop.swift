import ContentDigest
import HTTPEngine
import ReleaseModel
import Synchronization

/// The part of a gateway that lives on one loop: everything that serving a request touches is here, and nobody else's.
final class GatewayLoop {
    let loop: EventLoop
    let limits: GatewayLimits
    let instances: any InstanceSource
    let assets: (any AssetSource)?
    let requestLog: RequestLog?
    let requestParser: HeadParser
    let answerParser: HeadParser
    let writer = HeadWriter()
    private(set) var root = RoutingRoot()
    var random: SplitMix64
    var digest = PrefetchedSHA256()
    let cookieFilter = CookieFilter()
    var unrouted = 0

    private let board: RoutingBoard
    private let progress: LoopProgress
    private let resolver: HostResolver
    private let trustedNetworks: [NetworkBlock]
    private var hosts: HostTable
    private var lanes: [InstanceTarget: VersionLane] = [:]
    private var forgotten = VersionMetrics()
    private lazy var clients = Reception(of: .clients, owner: self)
    private lazy var workers = Reception(of: .workers, owner: self)
    private var untilNextRecord = 1

    /// How often lanes that nobody uses are looked for, and how long one may be quiet.
    private static let laneSweepInterval = Duration.seconds(60)
    private static let laneQuietTime = Duration.seconds(600)

    init(
        on loop: EventLoop,
        configuration: GatewayConfiguration,
        board: RoutingBoard,
        progress: LoopProgress,
        instances: any InstanceSource,
        assets: (any AssetSource)?
    ) {
        self.loop = loop
        self.board = board
        self.progress = progress
        self.instances = instances
        self.assets = assets
        limits = configuration.limits
        requestLog = configuration.requestLog
        requestParser = HeadParser(limits: limits.requests)
        var answers = limits.requests
        answers.headBytes = limits.answerHeadBytes
        answerParser = HeadParser(limits: answers)
        resolver = HostResolver(configuration)
        trustedNetworks = configuration.trustedNetworks
        hosts = HostTable(limit: limits.rememberedHosts)
        random = SplitMix64(seed: .random(in: .min ... .max))
        loop.every(Self.laneSweepInterval) { [unowned self] in forgetQuietLanes() }
    }

    /// Whether an address lies in a network that the operator trusts.
    func trusts(_ address: SocketAddress) -> Bool {
        trustedNetworks.contains { $0.contains(address) }
    }

    /// Takes the newest table, if there is a newer one; called when a request's head is complete.
    func adoptTable() {
        guard board.generation.load(ordering: .acquiring) != root.generation else { return }
        root = board.root
        progress.report(root)
    }
}

/// Hosts and lanes.
extension GatewayLoop {
    enum Lookup {
        case found(HostRoute)
        case refused(GatewayProblem)
    }

    /// Returns what the host of a request leads to, or where it has routes the path, at the table last adopted.
    func route(for authority: Span<UInt8>, path: Span<UInt8>) -> Lookup {
        let known = hosts.host(for: authority)
        if let known, known.generation == root.generation { return known.lookup(path) }
        let host = Self.host(of: authority)
        let resolution = resolver.resolve(host, in: root)
        switch resolution {
        case .unknown:
            guard let found = routed(host, known) else { return lead(resolution, on: host) }
            if found !== known { hosts.remember(found, for: authority) }
            return found.lookup(path)
        case .previewsOff, .hostOff, .nothingDeployed, .versionDeleted: return lead(resolution, on: host)
        case .function: return remember(lead(resolution, on: host), for: authority)
        case .alias(_, let found), .version(_, let found):
            if let route = stillHolding(known, for: found) { return .found(route) }
            let access = resolution.isPreview ? found.route.settings.previewAccess : .anyone
            return remember(lead(resolution, on: host, access: access), for: authority)
        }
    }

    /// Returns what a call from worker to worker leads to, at the table last adopted.
    ///
    /// Names of services are remembered among the hosts: no authority has a slash.
    func route(forService name: Span<UInt8>) -> Lookup {
        let known = hosts.host(for: name)
        if let known, known.generation == root.generation { return known.lookup(name) }
        let text = name.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        guard let service = ServiceName(text) else { return .refused(.serviceMalformed) }
        let resolution = resolver.resolve(service, in: root)
        switch resolution {
        case .unknown: return .refused(.serviceUnknown(worker: service.worker))
        case .function, .previewsOff, .hostOff, .nothingDeployed, .versionDeleted: return lead(resolution, on: text)
        case .alias(_, let found), .version(_, let found):
            if let route = stillHolding(known, for: found) { return .found(route) }
            return remember(lead(resolution, on: text), for: name)
        }
    }

    /// Returns what is known of a host if it would be derived from the present table again.
    private func stillHolding(_ known: KnownHost?, for found: StampedRoute) -> HostRoute? {
        guard let known, case .own(let route) = known.content, route.stamp == found.stamp,
            route.workload == found.route.workload.id
        else { return nil }
        known.generation = root.generation
        return route
    }

    private func remember(_ lookup: Lookup, for name: Span<UInt8>) -> Lookup {
        if case .found(let route) = lookup {
            hosts.remember(KnownHost(.own(route), generation: root.generation), for: name)
        }
        return lookup
    }

    /// Returns what the table's routes make of a host that is no worker's own, reusing what still holds.
    private func routed(_ host: String, _ known: KnownHost?) -> KnownHost? {
        var routes: HostRoutes?
        if let known, case .routed(let old) = known.content, old.routesStamp == root.routesStamp {
            if old.holds(in: root) {
                known.generation = root.generation
                return known
            }
            routes = old.routes
        }
        guard let routes = routes ?? resolver.routes(on: host, in: root) else { return nil }
        let derived = RoutedHost(routes, on: host, in: root) { destination in
            lead(resolver.resolve(destination, in: root), on: host, component: destination.component)
        }
        return KnownHost(.routed(derived), generation: root.generation)
    }

    private func lead(
        _ resolution: HostResolution,
        on host: String,
        component: String? = nil,
        access: AccessPolicy = .anyone
    ) -> Lookup {
        switch resolution {
        case .alias(let alias, let found):
            let versions = found.route.versions
            let choice = DeploymentChoice(alias, of: found) { target in
                guard let id = target.version, let version = versions.first(where: { $0.id == id }) else {
                    return nil
                }
                return lane(of: version, found.route, component)
            }
            return .found(HostRoute(found: found, destination: .deployment(choice), access: access))
        case .version(let version, let found):
            let lane = lane(of: version, found.route, component)
            return .found(HostRoute(found: found, destination: .pinned(lane), access: access))
        case .function(let destination, let trigger):
            let route = HostRoute(destination, trigger: trigger, lane: functionLane, stamp: root.routesStamp)
            return .found(route)
        case .nothingDeployed(let found): return .refused(.nothingDeployed(worker: found.route.workload.name.text))
        case .previewsOff(let worker): return .refused(.previewsOff(worker: worker))
        case .hostOff(let worker): return .refused(.hostOff(worker: worker))
        case .versionDeleted(let worker): return .refused(.versionDeleted(worker: worker))
        case .unknown: return .refused(.hostUnknown(host, domain: resolver.domain))
        }
    }

    private func lane(of version: VersionRoute, _ route: WorkloadRoute, _ component: String?) -> VersionLane {
        let lane = VersionLane(
            version,
            of: route.workload,
            component: component ?? route.components.first ?? Component.mainName,
            owner: self
        )
        if let known = lanes[lane.target] { return known }
        lanes[lane.target] = lane
        return lane
    }

    private var functionLane: VersionLane {
        if let lane = lanes[.functions] { return lane }
        let lane = VersionLane(functionsOf: self)
        lanes[.functions] = lane
        return lane
    }

    func lane(_ target: InstanceTarget) -> VersionLane? {
        lanes[target]
    }

    /// The host without its port, in lower case; one trailing dot, which DNS allows, does not count.
    private static func host(of authority: Span<UInt8>) -> String {
        var host: [UInt8] = []
        for index in authority.indices {
            let byte = authority[index]
            if byte == UInt8(ascii: ":"), host.first != UInt8(ascii: "[") || host.last == UInt8(ascii: "]") { break }
            host.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
        }
        if host.last == UInt8(ascii: ".") { host.removeLast() }
        return String(decoding: host, as: UTF8.self)
    }

    /// Forgets versions that had no request for long, together with the hosts, which may still lead to them.
    private func forgetQuietLanes() {
        let limit = loop.now.advanced(byMilliseconds: -Self.laneQuietTime.wholeMilliseconds)
        let quiet = lanes.values.filter { $0.isQuiet && $0.lastUsed < limit }
        guard !quiet.isEmpty else { return }
        hosts = HostTable(limit: limits.rememberedHosts)
        for lane in quiet {
            forgotten.add(lane.metrics)
            lanes[lane.target] = nil
        }
    }
}

/// Connections.
extension GatewayLoop {
    /// The connections of clients, or those by which workers call one another.
    func reception(of origin: RequestOrigin) -> Reception {
        switch origin {
        case .clients: clients
        case .workers: workers
        }
    }
}

/// Numbers and records.
extension GatewayLoop {
    var snapshot: GatewaySnapshot {
        var snapshot = GatewaySnapshot()
        snapshot.total = forgotten
        for lane in lanes.values where lane.metrics.requests > 0 {
            snapshot.total.add(lane.metrics)
            snapshot.versions.append(
                GatewaySnapshot.VersionRow(
                    workload: lane.target.workload,
                    version: lane.target.version,
                    worker: lane.worker,
                    number: lane.number,
                    metrics: lane.metrics
                )
            )
        }
        snapshot.unrouted = unrouted
        snapshot.connectionsAccepted = clients.accepted
        snapshot.connectionsRefused = clients.refused
        snapshot.connectionsOpen = clients.openCount
        return snapshot
    }

    /// Counts a request that is over, and records it if its turn has come.
    func finished(_ exchange: Exchange) {
        guard let lane = exchange.lane else {
            unrouted += 1
            return
        }
        let nanoseconds = EventLoop.preciseNanoseconds &- exchange.startedAt
        lane.metrics.record(status: exchange.status, nanoseconds: nanoseconds)
        guard let requestLog else { return }
        untilNextRecord -= 1
        guard untilNextRecord == 0 else { return }
        untilNextRecord = requestLog.interval
        let bytes = exchange.head.span
        guard let line = RewrittenLine(bytes) else { return }
        requestLog.write(
            RequestRecord(
                requestID: exchange.requestID.text,
                worker: lane.worker,
                version: lane.number,
                method: bytes.text(line.method),
                host: bytes.text(line.authority),
                path: bytes.text(line.path),
                status: exchange.status,
                duration: .nanoseconds(Int64(truncatingIfNeeded: nanoseconds))
            )
        )
    }
}
