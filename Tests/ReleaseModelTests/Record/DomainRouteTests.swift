import ReleaseModel
import Testing

@Suite("A path of a custom domain")
struct DomainRouteTests {
    private static func route(_ path: String) -> DomainRoute {
        DomainRoute(
            domain: "a.example",
            place: 0,
            path: path,
            methods: [],
            rewriting: nil,
            document: "{}",
            createdAt: 0,
            modifiedAt: 0
        )
    }

    @Test(
        "is about itself, or about everything below it",
        arguments: [
            ("/a", "/a", true), ("/a", "/a/", false), ("/a", "/a/b", false), ("/a", "/A", false),
            ("/a/*", "/a/b/c", true), ("/a/*", "/a/", true), ("/a/*", "/a", true), ("/a/*", "/ab", false),
            ("/a*", "/ab", true), ("/a*", "/a", true), ("/*", "/", true), ("/*", "/x", true), ("/*", "", true),
        ]
    )
    func fits(path: String, asked: String, isFit: Bool) {
        #expect((Self.route(path).fit(asked) != nil) == isFit)
    }

    @Test(
        "fits best where it is exact, then where it is longest",
        arguments: [
            ("/a/b", "/a/b"), ("/a/c", "/a/*"), ("/a/b/c", "/a/b/*"), ("/a", "/a/*"), ("/b", "/*"), ("/", "/*"),
        ]
    )
    func choosesBest(asked: String, best: String) {
        let routes = ["/*", "/a/*", "/a/b", "/a/b/*"].map(Self.route)
        for routes in [routes, routes.reversed()] {
            let chosen = routes.compactMap { route in route.fit(asked).map { (route.path, $0) } }.max { $0.1 < $1.1 }
            #expect(chosen?.0 == best)
        }
    }
}
