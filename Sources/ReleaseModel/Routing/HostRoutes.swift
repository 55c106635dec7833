/// The routes that can apply to one host, ready for looking up paths.
///
/// Flat and made anew for whoever asks, so that a loop which keeps it shares no reference count with others.
public struct HostRoutes: Sendable {
    /// The most specific host pattern first, and within one the most specific path.
    public let routes: [RouteTable.Route]
    private let groups: [Group]

    private struct Group {
        let start: Int
        let paths: PathTable
    }

    /// Takes the routes of each host pattern, the most specific one first.
    init(_ groups: [[RouteTable.Route]]) {
        var start = 0
        self.groups = groups.map { routes in
            defer { start += routes.count }
            return Group(start: start, paths: PathTable(routes.map(\.pattern.path)))
        }
        routes = groups.flatMap(\.self)
    }

    /// Returns the place among ``routes`` of the one that a request's path, with its query, leads to.
    public func place(of path: Span<UInt8>) -> Int? {
        for index in groups.indices {
            if let place = groups[index].paths.place(of: path) { return groups[index].start + place }
        }
        return nil
    }
}
