/// What one loop knows of a host that it has served.
final class KnownHost {
    let content: Content
    /// The table generation for which this was last found to hold.
    var generation: UInt64

    enum Content {
        /// A worker's or a preview's own host, whatever the path.
        case own(HostRoute)
        /// A host of routes and custom domains.
        case routed(RoutedHost)
    }

    init(_ content: Content, generation: UInt64) {
        self.content = content
        self.generation = generation
    }

    /// Returns what a request for this host leads to.
    func lookup(_ path: Span<UInt8>) -> GatewayLoop.Lookup {
        switch content {
        case .own(let route): .found(route)
        case .routed(let host): host.lookup(path)
        }
    }
}
