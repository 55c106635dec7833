import NativeAPI
import ReleaseModel
import RuntimeSupervision
import Synchronization

/// The routes of this node by workload: names for what runs, and which code should stay at hand.
final class RouteBook: Sendable {
    private let state = Mutex(State())

    private struct State {
        var routes: [Workload.ID: WorkloadRoute] = [:]
        var standbys = StandbyList()
    }

    /// Takes over a delta, and returns what got a share that it did not have.
    ///
    /// A complete delta promotes nothing and makes nothing stand by: it does not tell what is new. `now` is monotonic.
    func apply(_ delta: RoutingDelta, now: ContinuousClock.Instant) -> Set<InstanceKey> {
        state.withLock { state in
            var promoted: Set<InstanceKey> = []
            if delta.isComplete { state.routes = [:] }
            for workload in delta.removed { state.routes[workload] = nil }
            for route in delta.changed {
                if !delta.isComplete {
                    let before = state.routes[route.workload.id]?.serving ?? []
                    promoted.formUnion(route.serving.subtracting(before))
                    state.standbys.add(before.subtracting(route.serving), at: now)
                }
                state.routes[route.workload.id] = route
            }
            let routes = state.routes
            state.standbys.remove { routes[$0.workload]?.canStandBy($0) != true }
            return promoted
        }
    }

    /// Hands over what stands by, most recently used first.
    ///
    /// The routes do not move until the body returns, so that an earlier list is never acted upon after a later one; it
    /// must not block, nor ask the book anything.
    func withStandbys(at now: ContinuousClock.Instant, _ body: ([InstanceKey]) -> Void) {
        state.withLock { body($0.standbys.current(at: now)) }
    }

    func workload(_ id: Workload.ID) -> WorkloadRoute? {
        state.withLock { $0.routes[id] }
    }

    var count: Int { state.withLock { $0.routes.count } }
}

extension RouteBook {
    /// How fast versions of a workload could take traffic, all components included; `nil` where the workload is unknown.
    func warmth(of versions: [Version.ID], workload: Workload.ID, census: InstanceCensus) -> DataPlaneView.Warmth? {
        guard let route = self.workload(workload) else { return nil }
        return census.warmth(of: versions.flatMap(route.instances))
    }
}

extension WorkloadRoute {
    /// What has a share of any alias, be it by a rule.
    fileprivate var serving: Set<InstanceKey> {
        var keys: Set<InstanceKey> = []
        for alias in aliases {
            let splits = [alias.routing.split] + alias.routing.rules.map(\.rule.split)
            for share in splits.flatMap(\.shares) where share.slots > 0 {
                if let version = share.target.version { keys.formUnion(instances(of: version)) }
            }
        }
        return keys
    }

    /// What runs for a version: nothing if it is static files alone.
    fileprivate func instances(of version: Version.ID) -> [InstanceKey] {
        guard versions.first(where: { $0.id == version })?.parts.contains(.code) != false else { return [] }
        return components.map { InstanceKey(workload: workload.id, version: version, component: $0) }
    }

    /// Whether something is still here without serving.
    fileprivate func canStandBy(_ key: InstanceKey) -> Bool {
        versions.contains { $0.id == key.version } && !serving.contains(key)
    }

    /// The number of a version of this workload.
    func number(of version: Version.ID) -> Int? {
        versions.first { $0.id == version }?.number
    }
}
