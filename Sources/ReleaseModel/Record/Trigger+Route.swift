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
        guard let pattern else { return nil }
        let destination = RouteTable.Destination(workload: workload, name: name, target: target, component: component)
        return RouteTable.Route(pattern: pattern, destination: destination)
    }

    private static func domain(_ path: String) -> RoutePattern? {
        (try? DomainName(String(path.prefix { $0 != "/" }))).map(RoutePattern.init(customDomain:))
    }
}
