import HTTPModel

/// The page of ours that signing in leads to.
///
/// Its address bears a mark at first: whoever comes there without a session has lost the cookie on the way.
struct Destination: Sendable, Hashable {
    /// The parameter that is the mark.
    private static let mark = "signed-in"

    /// Without the mark.
    let target: HTTPTarget

    /// Takes the path of a page for visitors; the list of workers stands for anything else.
    init(_ text: String?) {
        guard let target = text.flatMap({ try? HTTPTarget($0) }),
            case .found(let route, _) = PageRoute.router.match(.get, target), case .visitor = route.handler,
            let plain = try? Self.unmarked(target)
        else {
            target = "/"
            return
        }
        self.target = plain
    }

    /// The page that a request has come to by the address with the mark; `nil` if it has none.
    init?(arrivedAt request: HTTPRequest) {
        guard request.method == .get, request.target.query[Self.mark] != nil else { return nil }
        self.init(request.target.raw)
    }

    var link: Link { Link(target) }

    /// The address with the mark.
    var marked: Link {
        let query = HTTPQuery(target.query.items + [HTTPQuery.Item(Self.mark, "1")])
        // The segments were those of a target before.
        return Link((try? HTTPTarget(segments: target.segments, query: query)) ?? target)
    }

    private static func unmarked(_ target: HTTPTarget) throws(HTTPTarget.Invalid) -> HTTPTarget {
        guard target.query[mark] != nil else { return target }
        let items = target.query.items.filter { $0.name != mark }
        return try HTTPTarget(segments: target.segments, query: HTTPQuery(items))
    }
}
