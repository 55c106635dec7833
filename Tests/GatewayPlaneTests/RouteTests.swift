import GatewayPlane
import ReleaseModel
import SocketTesting
import Testing

@Suite("Routes and custom domains lead to their workers", .timeLimit(.minutes(1)))
struct RouteTests {
    /// Runs a gateway that serves the zone `example.com`, with an engine for each of two versions.
    private func run(
        _ routes: [WorkloadRoute],
        configure: (inout GatewayConfiguration) -> Void = { _ in },
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        let zone = try DomainName("example.com")
        try await GatewayFixture.run(routes) { configuration in
            configuration.zones = [zone]
            configuration.controlHosts = ["sluice.example.com"]
            configure(&configuration)
        } _: { fixture in
            var engines: [NamingEngine] = []
            for version in 1...4 {
                let path = FixedInstances.path(fixture.folder.path, version)
                engines.append(try await NamingEngine(name: "v\(version)", path: path))
            }
            try await body(fixture)
            for engine in engines { await engine.stop() }
        }
    }

    private func body(_ fixture: GatewayFixture, _ host: String, _ path: String = "/") throws -> String {
        try fixture.answer("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n").body
    }

    /// A worker whose only version bears the number of its id, so that the engine's name tells who answered.
    private func worker(
        _ id: Int,
        _ triggers: [Trigger.Source],
        versions: [Int] = [],
        target: Trigger.Target = .alias(.production),
        isDeployed: Bool = true
    ) -> WorkloadRoute {
        .example(
            "w\(id)",
            id: id,
            versions: [id] + versions,
            split: [id: 100_000],
            isDeployed: isDeployed,
            triggers: triggers,
            target: target
        )
    }

    @Test("the most specific route answers, then the custom domain, and the worker's own host as ever")
    func precedence() async throws {
        let workers = [
            worker(1, [.route(pattern: "*.example.com/*"), .schedule(expression: "* * * * *")]),
            worker(2, [.route(pattern: "shop.example.com/cart*"), .route(pattern: "example.com/hello")]),
            worker(3, [.host("shop.example.com")]),
        ]
        try await run(workers) { fixture async throws in
            for _ in 1...2 {
                #expect(try body(fixture, "www.example.com") == "v1")
                #expect(try body(fixture, "shop.example.com", "/cart/1?a=b") == "v2")
                #expect(try body(fixture, "SHOP.example.com:80", "/Cart") == "v3")
                #expect(try body(fixture, "example.com", "/hello") == "v2")
                #expect(try body(fixture, "w1.localhost") == "v1")
            }
            let unrouted = try fixture.answer("GET /hello?x HTTP/1.1\r\nHost: example.com\r\n\r\n")
            #expect(unrouted.status == 404 && unrouted.body.contains("path_unrouted"))
        }
    }

    @Test(
        "no wildcard reaches the control listener's name, a host outside the zones, or the bare domain",
        arguments: ["sluice.example.com", "myexample.com", "a.example.org", "localhost"]
    )
    func guardRail(host: String) async throws {
        let patterns = ["*example.com/*", "*.example.org/*", "localhost/*", "sluice.example.com/*"]
        try await run([worker(1, patterns.map { .route(pattern: $0) })]) { fixture in
            let answer = try fixture.answer("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            #expect(answer.status == 404 && answer.body.contains("host_unknown"))
            #expect(fixture.instances.acquired.isEmpty)
            #expect(try body(fixture, "www.example.com") == "v1")
        }
    }

    @Test("neither a worker's own host nor an undeployed worker's is handed to a wildcard")
    func ownHostsFirst() async throws {
        let workers = [
            worker(1, [.route(pattern: "*.example.com/*")]), worker(2, []), worker(3, [], isDeployed: false),
        ]
        try await run(workers, configure: { $0.domain = "example.com" }) { fixture async throws in
            #expect(try body(fixture, "w2.example.com") == "v2")
            #expect(try body(fixture, "w3.example.com").contains("nothing_deployed"))
            #expect(try body(fixture, "other.example.com") == "v1")
        }
    }

    @Test("a routed host follows every change at once: deployment, route, removal")
    func changes() async throws {
        let zoneWide = Trigger.Source.route(pattern: "example.com/*")
        try await run([worker(1, [zoneWide], versions: [4])]) { fixture async throws in
            func apply(_ revision: Int, _ routes: [WorkloadRoute], removed: [Workload.ID] = []) {
                fixture.gateway.apply(
                    RoutingDelta(revision: Revision(revision), isComplete: false, changed: routes, removed: removed)
                )
            }
            #expect(try body(fixture, "example.com") == "v1")
            let moved = WorkloadRoute.example("w1", versions: [1, 4], split: [4: 100_000], triggers: [zoneWide])
            apply(2, [moved])
            #expect(try body(fixture, "example.com") == "v4")
            apply(3, [worker(2, [.route(pattern: "example.com/a*")])])
            #expect(try body(fixture, "example.com", "/a") == "v2")
            #expect(try body(fixture, "example.com", "/b") == "v4")
            apply(4, [worker(3, [])])
            #expect(try body(fixture, "example.com", "/a") == "v2")
            apply(5, [worker(2, [])])
            #expect(try body(fixture, "example.com", "/a") == "v4")
            apply(6, [], removed: [moved.workload.id])
            #expect(try body(fixture, "example.com").contains("host_unknown"))
            apply(7, [WorkloadRoute.example("example", id: 2, triggers: [zoneWide])])
            #expect(try body(fixture, "example.com") == "v1")
        }
    }

    @Test("a route may be pinned to a version, and says so when that is gone or nothing is deployed")
    func targets() async throws {
        let gone = try #require(Version.ID("a00000ff-0000-4000-8000-000000000000"))
        let workers = [
            worker(1, [.host("a.example.com")], versions: [4], target: .version(.example(4))),
            worker(2, [.host("b.example.com")], target: .version(gone)),
            worker(3, [.host("c.example.com")], isDeployed: false),
        ]
        try await run(workers) { fixture async throws in
            #expect(try body(fixture, "a.example.com") == "v4")
            #expect(try body(fixture, "b.example.com").contains("version_deleted"))
            #expect(try body(fixture, "c.example.com").contains("nothing_deployed"))
        }
    }

    @Test("routes that name a scheme apply to the listener's")
    func schemes() async throws {
        let workers = [
            worker(1, [.route(pattern: "https://example.com/*")]), worker(2, [.route(pattern: "http://example.com/*")]),
        ]
        try await run(workers) { fixture async throws in
            #expect(try body(fixture, "example.com") == "v2")
        }
        try await run(workers, configure: { $0.scheme = .https }) { fixture async throws in
            #expect(try body(fixture, "example.com") == "v1")
        }
    }
}
