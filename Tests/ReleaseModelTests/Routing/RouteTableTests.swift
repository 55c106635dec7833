import FoundationEssentials
import Testing

@testable import ReleaseModel

@Suite("The table of routes")
struct RouteTableTests {
    private let hosts = RoutableHosts(
        zones: ["example.com", "other.test"].compactMap { try? DomainName($0) },
        domain: "workers.test",
        controlHosts: ["sluice.example.com"]
    )

    private func id(_ number: Int) throws -> Workload.ID {
        try #require(Workload.ID("00000000-0000-4000-8000-00000000000\(number)"))
    }

    private func route(_ pattern: RoutePattern, to number: Int) throws -> RouteTable.Route {
        let target = Trigger.Target.alias(.production)
        let destination = RouteTable.Destination(
            workload: try id(number),
            name: "w\(number)",
            target: target,
            component: "main"
        )
        return RouteTable.Route(pattern: pattern, destination: destination)
    }

    /// A table in which the first pattern leads to `w1`, the second to `w2` and so on.
    private func table(_ patterns: [String], domains: [String] = []) throws -> RouteTable {
        var table = RouteTable()
        let all =
            try patterns.map { try RoutePattern($0) } + domains.map { RoutePattern(customDomain: try DomainName($0)) }
        for (index, pattern) in all.enumerated() {
            _ = table.replace([try route(pattern, to: index + 1)], of: try id(index + 1))
        }
        return table
    }

    private func found(_ host: String, _ path: String, in table: RouteTable) -> String? {
        guard let routes = table.routes(on: host, scheme: .http, within: hosts),
            let place = routes.place(of: Array(path.utf8).span)
        else { return nil }
        return routes.routes[place].destination.name
    }

    @Test(
        "leads to the most specific route: host first, then path",
        arguments: [
            ("example.com", "/hello/world", "w2"), ("example.com", "/hello/", "w2"), ("example.com", "/hello", "w1"),
            ("www.example.com", "/hello/world", "w4"), ("a.example.com", "/x", "w3"),
            ("a.example.com", "/deep/x", "w5"),
            ("a.example.com", "/deep/x?y", "w3"), ("shop.example.com", "/any", "w7"), ("shop.example.com", "*", "w7"),
            ("shop.example.com", "/cart", "w6"), ("sluice.example.com", "/x", nil), ("example.org", "/", nil),
        ] as [(String, String, String?)]
    )
    func precedence(host: String, path: String, worker: String?) throws {
        let table = try table(
            [
                "example.com/*", "example.com/hello/*", "*.example.com/*", "www.example.com/*", "*.example.com/deep/x",
                "shop.example.com/cart*",
            ],
            domains: ["shop.example.com"]
        )
        #expect(found(host, path, in: table) == worker)
    }

    @Test("a route on the whole of a custom domain's host goes before it")
    func routeBeforeDomain() throws {
        let ownRoute = try table(["a.example.com/*"], domains: ["a.example.com"])
        let wildcard = try table(["*.example.com/*"], domains: ["a.example.com"])
        #expect(found("a.example.com", "/x", in: ownRoute) == "w1")
        #expect(found("a.example.com", "/x", in: wildcard) == "w2")
    }

    @Test("a route of the other scheme does not apply, one of the same goes before one of both")
    func schemes() throws {
        let table = try table(["https://example.com/*", "example.com/*", "http://example.com/*"])
        #expect(found("example.com", "/", in: table) == "w3")
        let other = try self.table(["https://example.com/*"])
        #expect(found("example.com", "/", in: other) == nil)
    }

    @Test("replacing a workload's routes removes those it had, and says whether anything changed")
    func replacing() throws {
        var table = try table(["*.example.com/*", "example.com/*"])
        let (first, moved) = (try id(1), try route(try RoutePattern("example.com/a"), to: 1))
        var changes: [Bool] = []
        changes.append(table.replace([moved], of: first))
        changes.append(table.replace([moved], of: first))
        #expect(found("www.example.com", "/", in: table) == nil)
        #expect(found("example.com", "/a", in: table) == "w1" && found("example.com", "/b", in: table) == "w2")
        changes.append(table.replace([], of: first))
        #expect(found("example.com", "/a", in: table) == "w2")
        changes.append(table.replace([], of: try id(2)))
        #expect(table.isEmpty)
        #expect(changes == [true, false, true, true])
    }

    @Test("finds among many paths what trying all of them would find")
    func pathsAgreeWithTrial() throws {
        var random = SplitMix64(seed: 7)
        func text() -> String {
            "/"
                + (0..<Int.random(in: 0...5, using: &random)).map { _ in
                    ["a", "b", "/"].randomElement(using: &random) ?? ""
                }.joined()
        }
        for _ in 0..<300 {
            let patterns = try (0..<Int.random(in: 1...40, using: &random)).map { _ in
                try RoutePattern("a.b" + text() + (Bool.random(using: &random) ? "*" : "")).path
            }
            let table = PathTable(patterns)
            for _ in 0..<30 {
                let path = Array(text().utf8)
                let best = patterns.filter { $0.matches(path.span) }.max { one, other in
                    (one.isPrefix ? 0 : 1, one.literal.utf8.count) < (other.isPrefix ? 0 : 1, other.literal.utf8.count)
                }
                #expect(table.place(of: path.span).map { patterns[$0] } == best)
            }
        }
    }

    @Test("a trigger becomes a route if it is about hosts")
    func triggers() throws {
        func route(_ source: Trigger.Source) throws -> RouteTable.Route? {
            let trigger = Trigger(
                id: try #require(Trigger.ID("00000000-0000-4000-8000-0000000000aa")),
                workload: try id(1),
                source: source,
                target: .alias(.production),
                createdAt: Date(timeIntervalSince1970: 0)
            )
            return trigger.route(toWorkloadNamed: "w1")
        }
        let (pattern, domain) = (try RoutePattern("a.b/*"), RoutePattern(customDomain: try DomainName("a.b")))
        #expect(try route(.route(pattern: "a.b/*")) == self.route(pattern, to: 1))
        #expect(try route(.host("a.b")) == self.route(domain, to: 1))
        #expect(try route(.host("127.0.0.1")) == nil)
        #expect(try route(.route(pattern: "a.b/?")) == nil)
        #expect(try route(.schedule(expression: "* * * * *")) == nil)
    }
}
