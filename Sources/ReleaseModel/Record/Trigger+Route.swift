extension Trigger {
    /// Returns the route that the trigger asks for; `nil` when it is of another kind, or names what cannot be a host.
    ///
    /// What is stored has passed the same rules. Should a newer release have stored more than this one can read, the
    /// rest of the table still holds.
    public func route(toWorkloadNamed name: String) -> RouteTable.Route? {
        let pattern: RoutePattern? =
            switch source {
            case .host(let host): (try? DomainName(host)).map(RoutePattern.init(customDomain:))
            case .route(let text): try? RoutePattern(text)
            case .domainPath(let text): Self.domain(text)
            case .http, .schedule, .timer, .event: nil
            }
        return pattern.map { RouteTable.Route(pattern: $0, destination: destination(named: name)) }
    }

    /// Returns the first label of the host that the trigger has to itself, and where it leads; `nil` without one.
    public func functionHost(toWorkloadNamed name: String) -> (label: String, destination: RouteTable.Destination)? {
        guard case .http(let label) = source else { return nil }
        return (label, destination(named: name))
    }

    private func destination(named name: String) -> RouteTable.Destination {
        let isOfFunction = source.kind == .http || source.kind == .domainPath
        return RouteTable.Destination(
            workload: workload,
            name: name,
            target: target,
            component: component,
            functionTrigger: isOfFunction ? id : nil
        )
    }

    private static func domain(_ path: String) -> RoutePattern? {
        (try? DomainName(String(path.prefix { $0 != "/" }))).map(RoutePattern.init(customDomain:))
    }
}
