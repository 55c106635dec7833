import DialectFunctionCompute
import ReleaseModel
import Synchronization

/// The services of this node, by which every call is resolved.
///
/// Once ``apply(_:)`` has returned, every later call sees what it brought.
final class FunctionTable: Sendable {
    private let state = Mutex(State())

    private struct State {
        var services: [Workload.ID: FunctionService] = [:]
        /// Services by name; names are unique within an account.
        var names: [String: [Account.ID: Workload.ID]] = [:]
        var triggers: [Trigger.ID: Workload.ID] = [:]
        /// The routes of custom domains, which may lead to several services.
        var domains: [String: [FunctionRoute]] = [:]

        mutating func add(_ service: FunctionService) {
            let workload = service.route.workload
            services[workload.id] = service
            names[workload.name.text, default: [:]][workload.account] = workload.id
            for trigger in service.route.triggers {
                triggers[trigger.id] = workload.id
                if let route = FunctionRoute(trigger) { domains[route.document.domain, default: []].append(route) }
            }
        }

        mutating func remove(_ id: Workload.ID) {
            guard let old = services.removeValue(forKey: id) else { return }
            let (name, account) = (old.name, old.route.workload.account)
            // A service of that name may have come in its place.
            if names[name]?[account] == id { names[name]?[account] = nil }
            if names[name]?.isEmpty == true { names[name] = nil }
            for trigger in old.route.triggers {
                if triggers[trigger.id] == id { triggers[trigger.id] = nil }
                guard let domain = FunctionRoute(trigger)?.document.domain else { continue }
                domains[domain]?.removeAll { $0.trigger.workload == id }
                if domains[domain]?.isEmpty == true { domains[domain] = nil }
            }
        }
    }

    func apply(_ delta: RoutingDelta) {
        let changed = delta.changed.filter { $0.workload.kind == .service }.map(FunctionService.init)
        state.withLock { state in
            if delta.isComplete { state = State() }
            for id in delta.removed { state.remove(id) }
            for service in changed {
                state.remove(service.route.workload.id)
                state.add(service)
            }
        }
    }

    func service(_ id: Workload.ID) -> FunctionService? {
        state.withLock { $0.services[id] }
    }

    /// Returns the service of a name.
    func service(named name: String, of account: Account.ID) throws(FunctionComputeError) -> FunctionService {
        let found = state.withLock { state in
            state.names[name]?[account].flatMap { state.services[$0] }
        }
        guard let found else { throw .serviceNotFound(name) }
        return found
    }

    /// The services of that name in all accounts.
    func services(named name: String) -> [FunctionService] {
        state.withLock { state in
            (state.names[name] ?? [:]).values.compactMap { state.services[$0] }
        }
    }

    func trigger(_ id: Trigger.ID) -> (trigger: Trigger, service: FunctionService)? {
        state.withLock { state in
            guard let service = state.triggers[id].flatMap({ state.services[$0] }),
                let trigger = service.route.triggers.first(where: { $0.id == id })
            else { return nil }
            return (trigger, service)
        }
    }

    /// Returns the route of a custom domain that fits a path best.
    func route(of domain: String, path: String) -> (route: FunctionRoute, service: FunctionService)? {
        state.withLock { state in
            var best: (fit: Int, route: FunctionRoute)?
            for route in state.domains[domain] ?? [] {
                if let fit = route.document.fit(path), fit > (best?.fit ?? -1) { best = (fit, route) }
            }
            guard let route = best?.route, let service = state.services[route.trigger.workload] else { return nil }
            return (route, service)
        }
    }

    var services: [FunctionService] { state.withLock { Array($0.services.values) } }
}
