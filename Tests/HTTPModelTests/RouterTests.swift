import HTTPModel
import Testing

@Suite("A router")
struct RouterTests {
    static let router: Router<String> = {
        var router = Router<String>()
        router.add(.get, "/", "root")
        router.add(.get, "/w", "list")
        router.add(.post, "/w", "create")
        router.add(.get, "/w/{name}", "view")
        router.add(.delete, "/w/{name}", "delete")
        router.add(.get, "/w/mine", "mine")
        router.add(.get, "/w/{name}/v/{version}", "version")
        router.add(.put, "/w/mine/x", "x")
        router.add(.get, "/files/{path*}", "files")
        return router
    }()

    struct Case: Sendable {
        let method: HTTPMethod
        let target: HTTPTarget
        let answer: String
    }

    static let cases: [Case] = [
        Case(method: .get, target: "/", answer: "root"),
        Case(method: .get, target: "/w?x=1", answer: "list"),
        Case(method: .post, target: "/w", answer: "create"),
        Case(method: .get, target: "/w/a%2Fb", answer: "view name=a/b"),
        Case(method: .get, target: "/w/mine", answer: "mine"),
        Case(method: .head, target: "/w/mine", answer: "mine"),
        Case(method: .delete, target: "/w/mine", answer: "delete name=mine"),
        Case(method: .get, target: "/w/mine/v/3", answer: "version name=mine version=3"),
        Case(method: .get, target: "/files/a/b", answer: "files path=a,b"),
        Case(method: .get, target: "/files", answer: "files path="),
        Case(method: .get, target: "/files/", answer: "files path="),
        Case(method: .patch, target: "/w", answer: "405 GET HEAD POST"),
        Case(method: .post, target: "/w/mine", answer: "405 DELETE GET HEAD"),
        Case(method: .get, target: "/w/mine/x", answer: "405 PUT"),
        Case(method: .get, target: "/w/", answer: "404"),
        Case(method: .get, target: "/W", answer: "404"),
        Case(method: .get, target: "/w//v/3", answer: "404"),
        Case(method: .get, target: "/w/a/v", answer: "404"),
        Case(method: .options, target: "*", answer: "404"),
    ]

    @Test("finds the route, or says why there is none", arguments: cases)
    func match(expected: Case) {
        let answer =
            switch Self.router.match(expected.method, expected.target) {
            case .found(let route, let parameters):
                ([route.handler]
                    + route.pattern.parameterNames.map { name in
                        name == "path"
                            ? "path=\(parameters.rest(name).joined(separator: ","))" : "\(name)=\(parameters[name])"
                    }).joined(separator: " ")
            case .methodNotAllowed(let methods): "405 \(methods.map(\.name).joined(separator: " "))"
            case .notFound: "404"
            }
        #expect(answer == expected.answer)
    }

    @Test("lists its routes in the order they were added, also those of another router")
    func listing() {
        var router = Router<String>()
        router.add(.get, "/first", "f")
        router.add(contentsOf: Self.router)
        #expect(router.routes.count == 10)
        #expect(router.routes.map { "\($0.method) \($0.pattern)" }.prefix(3) == ["GET /first", "GET /", "GET /w"])
    }
}
