/// The hosts that routes and custom domains may be about: those in the operator's zones, without Sluice's own.
///
/// The control plane checks a route with it before it is stored; the gateway asks again before it serves, since a
/// wildcard also covers hosts that no route may name, and since zones change.
public struct RoutableHosts: Sendable, Hashable {
    /// The domains that the operator serves.
    public let zones: [DomainName]
    /// The domain whose direct subdomains are workers and their previews, in lower case.
    public let domain: String
    /// The names of the control listener, in lower case: user content must not share cookies with it.
    ///
    /// `localhost` is always among them, by which a browser on this machine reaches it whatever it is called.
    public let controlHosts: Set<String>

    public init(zones: [DomainName], domain: String, controlHosts: Set<String> = []) {
        self.zones = zones
        self.domain = domain
        self.controlHosts = controlHosts.union(["localhost"])
    }

    /// Refuses a route that names what is not the operator's, or Sluice's own.
    public func check(_ pattern: RoutePattern) throws(UnroutableHost) {
        let host = String(pattern.host.domain)
        func refusal(_ reason: UnroutableHost.Reason) -> UnroutableHost {
            UnroutableHost(host: pattern.host.description, reason: reason)
        }
        guard !controlHosts.contains(host) else { throw refusal(.control) }
        guard host != domain else { throw refusal(.bareDomain) }
        guard !isWorkerHost(host) else { throw refusal(.workerHost) }
        guard zone(of: host) != nil else { throw refusal(.outsideZones(zones)) }
    }

    /// Refuses a custom domain for the same reasons as a route.
    public func check(_ customDomain: DomainName) throws(UnroutableHost) {
        try check(RoutePattern(customDomain: customDomain))
    }

    /// Returns the narrowest zone that a host in lower case is in.
    public func zone(of host: some StringProtocol) -> DomainName? {
        zones.filter { $0.holds(host) }.max { $0.text.utf8.count < $1.text.utf8.count }
    }

    /// Whether a route may serve a host, in lower case, that its pattern matches.
    ///
    /// A pattern is about hosts of its own zone: `*example.com` does not reach into the zone `myexample.com`.
    public func allow(_ host: String, to pattern: HostPattern) -> Bool {
        guard !controlHosts.contains(host), host != domain, let zone = zone(of: host) else { return false }
        return self.zone(of: pattern.domain) == zone
    }

    private func isWorkerHost(_ host: String) -> Bool {
        host.hasSuffix("." + domain) && !host.dropLast(domain.utf8.count + 1).contains(".")
    }
}
