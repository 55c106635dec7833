/// Finds what answers a request by its method and path.
///
/// A literal segment wins over a parameter, a parameter over a rest, from left to right. If the better branch leads
/// nowhere, the next is tried. What a handler is (a closure, a closure with the scope it needs) is up to the user.
public struct Router<Handler: Sendable>: Sendable {
    public struct Route: Sendable {
        public let method: HTTPMethod
        public let pattern: RoutePattern
        public let handler: Handler
    }

    public enum Match: Sendable {
        case found(Route, RouteParameters)
        /// The path exists, the method does not; these are the methods for `Allow`, sorted.
        case methodNotAllowed([HTTPMethod])
        case notFound
    }

    /// One place in the tree of segments; the numbers are indices of `nodes` and `routes`.
    private struct Node {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var rest: Int?
        var routes: [HTTPMethod: Int] = [:]
    }

    /// In the order in which they were added.
    public private(set) var routes: [Route] = []
    private var nodes = [Node()]

    public init() {}

    /// Adds a route.
    ///
    /// Two routes of one method and shape are a mistake of ours and trap.
    public mutating func add(_ method: HTTPMethod, _ pattern: RoutePattern, _ handler: Handler) {
        let node = pattern.segments.reduce(0) { child(of: $0, for: $1) }
        precondition(nodes[node].routes[method] == nil, "\(method) \(pattern) is taken")
        nodes[node].routes[method] = routes.count
        routes.append(Route(method: method, pattern: pattern, handler: handler))
    }

    /// Adds all routes of another router.
    public mutating func add(contentsOf other: Router<Handler>) {
        for route in other.routes {
            add(route.method, route.pattern, route.handler)
        }
    }

    /// Returns what answers a request.
    ///
    /// `HEAD` goes to the route of `GET` where it has none of its own.
    public func match(_ method: HTTPMethod, _ target: HTTPTarget) -> Match {
        guard target.raw != "*" else { return .notFound }
        var allowed: Set<HTTPMethod> = []
        let segments = target.segments[...]
        if let route = find(method, segments, at: 0, allowed: &allowed) {
            return .found(route, RouteParameters(segments, of: route.pattern))
        }
        guard !allowed.isEmpty else { return .notFound }
        if allowed.contains(.get) { allowed.insert(.head) }
        return .methodNotAllowed(allowed.sorted { $0.name < $1.name })
    }

    private func find(
        _ method: HTTPMethod,
        _ segments: ArraySlice<String>,
        at index: Int,
        allowed: inout Set<HTTPMethod>
    ) -> Route? {
        let node = nodes[index]
        guard let segment = segments.first else {
            return route(method, at: index, allowed: &allowed)
                ?? node.rest.flatMap { route(method, at: $0, allowed: &allowed) }
        }
        let deeper = segments.dropFirst()
        if let next = node.literals[segment], let route = find(method, deeper, at: next, allowed: &allowed) {
            return route
        }
        if !segment.isEmpty, let next = node.parameter,
            let route = find(method, deeper, at: next, allowed: &allowed)
        {
            return route
        }
        return node.rest.flatMap { route(method, at: $0, allowed: &allowed) }
    }

    private func route(_ method: HTTPMethod, at index: Int, allowed: inout Set<HTTPMethod>) -> Route? {
        let found = nodes[index].routes
        if let route = found[method] ?? (method == .head ? found[.get] : nil) { return routes[route] }
        allowed.formUnion(found.keys)
        return nil
    }

    private mutating func child(of index: Int, for segment: RoutePattern.Segment) -> Int {
        let existing =
            switch segment {
            case .literal(let text): nodes[index].literals[text]
            case .parameter: nodes[index].parameter
            case .rest: nodes[index].rest
            }
        if let existing { return existing }
        nodes.append(Node())
        let new = nodes.count - 1
        switch segment {
        case .literal(let text): nodes[index].literals[text] = new
        case .parameter: nodes[index].parameter = new
        case .rest: nodes[index].rest = new
        }
        return new
    }
}
