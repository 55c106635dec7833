import ReleaseModel

/// What a host stands for.
enum HostResolution {
    case alias(AliasRoute, of: StampedRoute)
    case version(VersionRoute, of: StampedRoute)
    /// The worker exists, but its production alias has no deployment.
    case nothingDeployed(StampedRoute)
    /// It would be a preview of a worker that has none.
    case previewsOff(worker: String)
    /// The worker exists, but does not answer on its own host.
    case hostOff(worker: String)
    /// A route is pinned to a version of the worker that has no content any more.
    case versionDeleted(worker: String)
    /// A function's; which version of it, and who may call it, the front of functions decides.
    case function(RouteTable.Destination, trigger: Trigger.ID)
    /// No worker's own; a route may still lead somewhere.
    case unknown

    /// Whether a host of its own that stands for this is a preview's: every one but a worker's.
    var isPreview: Bool {
        switch self {
        case .alias(let alias, _): alias.name != .production
        case .version: true
        case .function, .nothingDeployed, .previewsOff, .hostOff, .versionDeleted, .unknown: false
        }
    }
}

/// Finds what a host stands for in a routing table.
struct HostResolver {
    /// The domain whose direct subdomains are looked up, in lower case.
    let domain: String
    /// The hosts that routes may lead from.
    let routable: RoutableHosts
    /// What clients speak to the gateway.
    let scheme: RoutePattern.Scheme

    init(_ configuration: GatewayConfiguration) {
        domain = configuration.domain
        scheme = configuration.scheme
        routable = RoutableHosts(
            zones: configuration.zones,
            domain: configuration.domain,
            controlHosts: configuration.controlHosts
        )
    }

    /// Returns the routes that may apply to a host, in the form in which ``resolve(_:in:)`` takes it.
    func routes(on host: String, in root: RoutingRoot) -> HostRoutes? {
        root.routes.routes(on: host, scheme: scheme, within: routable)
    }

    /// Resolves a host without port, in lower case, a trailing dot removed.
    ///
    /// A worker's own name wins over a preview of another worker. Among previews the longest worker name wins, and
    /// within one worker an alias and a version cannot collide: aliases with a host are not 8 hexadecimal digits.
    func resolve(_ host: String, in root: RoutingRoot) -> HostResolution {
        guard host.hasSuffix(domain), host.utf8.count > domain.utf8.count + 1 else { return .unknown }
        let label = host.dropLast(domain.count + 1)
        guard host.dropLast(domain.count).last == "." else { return .unknown }
        guard !label.contains(".") else { return function(String(label), in: root) }
        if let found = root.worker(String(label)) {
            guard found.route.settings.hasHost else { return .hostOff(worker: String(label)) }
            guard let alias = found.route.aliases.first(where: { $0.name == .production }) else {
                return .nothingDeployed(found)
            }
            return .alias(alias, of: found)
        }
        var resolution = HostResolution.unknown
        for (prefix, worker) in HostName.readings(of: String(label)) {
            guard let found = root.worker(worker), let preview = preview(prefix, of: found) else { continue }
            let settings = found.route.settings
            if settings.hasPreviews, settings.previewAccess != .off { return preview }
            resolution = .previewsOff(worker: worker)
        }
        return resolution
    }

    /// Resolves what a route leads to; unknown only where the table contradicts itself.
    func resolve(_ destination: RouteTable.Destination, in root: RoutingRoot) -> HostResolution {
        if let trigger = destination.functionTrigger { return .function(destination, trigger: trigger) }
        guard let found = root.worker(of: destination) else { return .unknown }
        switch destination.target {
        case .alias(let name):
            guard let alias = found.route.aliases.first(where: { $0.name == name }) else {
                return .nothingDeployed(found)
            }
            return .alias(alias, of: found)
        case .version(let id):
            guard let version = found.route.versions.first(where: { $0.id == id }) else {
                return .versionDeleted(worker: destination.name)
            }
            return .version(version, of: found)
        case .head:
            return .nothingDeployed(found)
        }
    }

    /// Resolves what a call from worker to worker leads to: the production alias, also of a worker without a host.
    func resolve(_ service: ServiceName, in root: RoutingRoot) -> HostResolution {
        guard let found = root.worker(service.worker, of: service.account) else { return .unknown }
        guard let alias = found.route.aliases.first(where: { $0.name == .production }) else {
            return .nothingDeployed(found)
        }
        return .alias(alias, of: found)
    }

    private func function(_ labels: String, in root: RoutingRoot) -> HostResolution {
        let parts = labels.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == FunctionHost.subdomain,
            let destination = root.functionHosts[String(parts[0])]
        else { return .unknown }
        return resolve(destination, in: root)
    }

    private func preview(_ prefix: String, of found: StampedRoute) -> HostResolution? {
        if let alias = found.route.aliases.first(where: { $0.name.text == prefix && $0.name != .production }) {
            return .alias(alias, of: found)
        }
        guard HostLabel.isVersionPrefix(prefix) else { return nil }
        // Of two versions that begin alike, the newer is meant.
        return found.route.versions.last { $0.id.prefix == prefix }.map { .version($0, of: found) }
    }
}
