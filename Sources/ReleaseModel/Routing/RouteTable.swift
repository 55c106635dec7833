/// Which workloads answer beyond their own hosts: all routes and custom domains, filed by host.
///
/// A value that a gateway changes as workloads change, and from which each of its loops derives a ``HostRoutes`` for
/// every host that it sees.
public struct RouteTable: Sendable {
    private var byHost: [HostPattern: [Route]] = [:]
    private var byWorkload: [Workload.ID: [Route]] = [:]
    private var wildcardCount = 0

    public init() {}

    public var isEmpty: Bool { byWorkload.isEmpty }

    /// A pattern and what it leads to.
    public struct Route: Sendable, Hashable {
        public let pattern: RoutePattern
        public let destination: Destination

        public init(pattern: RoutePattern, destination: Destination) {
            self.pattern = pattern
            self.destination = destination
        }
    }

    /// What answers a request: a component of a workload, in the version that an alias chooses or a trigger pins.
    public struct Destination: Sendable, Hashable {
        public let workload: Workload.ID
        /// The workload's name, under which a gateway files it.
        public let name: String
        public let target: Trigger.Target
        public let component: String
        /// The trigger of a function, whose requests are not the gateway's to assign; `nil` for a worker's.
        public let functionTrigger: Trigger.ID?

        public init(
            workload: Workload.ID,
            name: String,
            target: Trigger.Target,
            component: String,
            functionTrigger: Trigger.ID? = nil
        ) {
            self.workload = workload
            self.name = name
            self.target = target
            self.component = component
            self.functionTrigger = functionTrigger
        }
    }

    /// Makes these all the routes of a workload; returns false when they are already.
    public mutating func replace(_ routes: [Route], of workload: Workload.ID) -> Bool {
        let old = byWorkload[workload] ?? []
        guard old != routes else { return false }
        for route in old {
            byHost[route.pattern.host]?.removeAll { $0.destination.workload == workload }
            if byHost[route.pattern.host]?.isEmpty == true { byHost[route.pattern.host] = nil }
        }
        for route in routes { byHost[route.pattern.host, default: []].append(route) }
        byWorkload[workload] = routes.isEmpty ? nil : routes
        wildcardCount += routes.count(where: \.pattern.host.isWildcard) - old.count(where: \.pattern.host.isWildcard)
        return true
    }

    /// Returns the routes that can apply to requests for a host in lower case, of a scheme; `nil` when there are none.
    public func routes(on host: String, scheme: RoutePattern.Scheme, within hosts: RoutableHosts) -> HostRoutes? {
        guard !isEmpty, host.utf8.count <= DomainName.maximumLength else { return nil }
        let groups = patterns(matching: host).compactMap { pattern -> [Route]? in
            guard let routes = byHost[pattern], hosts.allow(host, to: pattern) else { return nil }
            let served = routes.filter { ($0.pattern.scheme ?? scheme) == scheme }
            return served.isEmpty ? nil : served.sorted(by: Self.isPreferred)
        }
        return groups.isEmpty ? nil : HostRoutes(groups)
    }

    /// Every host pattern that matches a host, the most specific first.
    private func patterns(matching host: String) -> [HostPattern] {
        let exact = [HostPattern(isWildcard: false, literal: host)]
        guard wildcardCount > 0 else { return exact }
        return exact + host.indices.map { HostPattern(isWildcard: true, literal: String(host[$0...])) }
    }

    /// The order among routes of one host pattern; where two mean the same, which the core does not allow, the smaller
    /// workload id wins, on every node alike.
    private static func isPreferred(_ left: Route, _ right: Route) -> Bool {
        let (one, other) = (left.pattern.specificity, right.pattern.specificity)
        return one == other ? left.destination.workload < right.destination.workload : one > other
    }
}
