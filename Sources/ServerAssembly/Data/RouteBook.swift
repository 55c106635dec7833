import ReleaseModel
import RuntimeSupervision
import Synchronization

/// The routes of this node by workload: names for what runs, and which code should stay at hand.
///
/// A version that loses its share stands by for an hour, so that rolling back finds it ready.
final class RouteBook: Sendable {
    /// How long the code of a deployment that was replaced stands by.
    static let standbyTime: Duration = .seconds(3_600)
    /// The most versions that stand by.
    static let maximumStandbys = 1_000

    private let state = Mutex(State())

    fileprivate struct State {
        var routes: [Workload.ID: WorkloadRoute] = [:]
        var standbys: [InstanceKey: ContinuousClock.Instant] = [:]
    }

    /// What a change of the routes asks of the runtime.
    struct Change: Sendable {
        /// What got a share that it did not have.
        var promoted: Set<InstanceKey> = []
        /// What stands by, longest ago last.
        var standbys: [InstanceKey] = []
    }

    /// Takes over a delta; `now` is monotonic.
    func apply(_ delta: RoutingDelta, now: ContinuousClock.Instant) -> Change {
        state.withLock { state in
            var change = Change()
            if delta.isComplete { state.routes = [:] }
            for workload in delta.removed { state.routes[workload] = nil }
            for route in delta.changed {
                let before = state.routes[route.workload.id]?.serving ?? []
                let after = route.serving
                state.routes[route.workload.id] = route
                if !delta.isComplete { change.promoted.formUnion(after.subtracting(before)) }
                for key in before.subtracting(after) { state.standbys[key] = now + Self.standbyTime }
            }
            state.retire(now: now)
            change.standbys = state.standbys.sorted { $0.value > $1.value }.map(\.key)
            return change
        }
    }

    func workload(_ id: Workload.ID) -> WorkloadRoute? {
        state.withLock { $0.routes[id] }
    }

    var count: Int { state.withLock { $0.routes.count } }
}

extension RouteBook.State {
    /// Forgets what has stood by long enough, what serves again, and what is gone.
    fileprivate mutating func retire(now: ContinuousClock.Instant) {
        for (key, end) in standbys {
            let route = routes[key.workload]
            let isGone = route?.versions.contains { $0.id == key.version } != true
            if end < now || isGone || route?.serving.contains(key) == true { standbys[key] = nil }
        }
        let excess = standbys.count - RouteBook.maximumStandbys
        guard excess > 0 else { return }
        for (key, _) in standbys.sorted(by: { $0.value < $1.value }).prefix(excess) { standbys[key] = nil }
    }
}

extension WorkloadRoute {
    /// What has a share of any alias.
    fileprivate var serving: Set<InstanceKey> {
        var keys: Set<InstanceKey> = []
        for alias in aliases {
            let splits = [alias.routing.split] + alias.routing.rules.map(\.rule.split)
            for share in splits.flatMap(\.shares) where share.slots > 0 {
                guard let version = share.target.version else { continue }
                for component in components {
                    keys.insert(InstanceKey(workload: workload.id, version: version, component: component))
                }
            }
        }
        return keys
    }

    /// The number of a version of this workload.
    func number(of version: Version.ID) -> Int? {
        versions.first { $0.id == version }?.number
    }
}
