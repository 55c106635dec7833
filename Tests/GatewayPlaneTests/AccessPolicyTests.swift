import ContentDigest
import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Testing

@Suite("A policy says who may choose the version", .timeLimit(.minutes(1)))
struct AccessPolicyTests {
    private static let secret = "sla_0123456789"
    private static let access = "Sluice-Access: \(secret)\r\n"
    private static let hash = Digest(SHA256.hash(Array(secret.utf8)))

    /// Runs the body with engines that answer with their names, behind a gateway that trusts this machine or nobody.
    private func run(
        _ routes: [WorkloadRoute],
        trusting networks: [NetworkBlock] = NetworkBlock.loopback,
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        try await GatewayFixture.run(routes, configure: { $0.trustedNetworks = networks }) { fixture in
            var engines: [NamingEngine] = []
            for number in 1...2 {
                let path = FixedInstances.path(fixture.folder.path, number)
                engines.append(try await NamingEngine(name: "v\(number)", path: path))
            }
            try await body(fixture)
            for engine in engines { await engine.stop() }
        }
    }

    private func get(_ host: String = "hello", _ fields: String = "") -> String {
        "GET / HTTP/1.1\r\nHost: \(host).localhost\r\n\(fields)\r\n"
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let policy: AccessPolicy
        var fields = ""
        var trusts = true
        var hasToken = true
        let isGranted: Bool

        var testDescription: String { "\(policy), \(fields.debugDescription), trusts: \(trusts), token: \(hasToken)" }
    }

    static let cases: [Case] = [
        Case(policy: .anyone, trusts: false, hasToken: false, isGranted: true),
        Case(policy: .off, fields: access, isGranted: false),
        Case(policy: .trusted, isGranted: true),
        Case(policy: .trusted, fields: access, trusts: false, isGranted: false),
        // What a proxy has passed on comes from the proxy, not from this machine.
        Case(policy: .trusted, fields: "Forwarded: for=203.0.113.9\r\n", isGranted: false),
        Case(policy: .trusted, fields: "x-forwarded-for: 127.0.0.1\r\n", isGranted: false),
        Case(policy: .trusted, fields: "X-Real-IP: 127.0.0.1\r\n", isGranted: false),
        Case(policy: .trusted, fields: "Via: 1.1 proxy\r\n", isGranted: false),
        Case(policy: .token, fields: access, trusts: false, isGranted: true),
        Case(policy: .token, fields: "sluice-access:   \(secret) \r\nVia: 1.1 proxy\r\n", isGranted: true),
        Case(policy: .token, isGranted: false),
        Case(policy: .token, fields: "Sluice-Access:\r\n", isGranted: false),
        Case(policy: .token, fields: "Sluice-Access: \(secret)x\r\n", isGranted: false),
        Case(policy: .token, fields: "Sluice-Access: \(secret.uppercased())\r\n", isGranted: false),
        Case(policy: .token, fields: "Sluice-Access: \(secret.dropLast())\r\n", isGranted: false),
        Case(policy: .token, fields: "Sluice_Access: \(secret)\r\n", isGranted: false),
        Case(policy: .token, fields: "Authorization: Bearer \(secret)\r\n", isGranted: false),
        Case(policy: .token, fields: "Sluice-Access: other\r\n\(access)", isGranted: false),
        // The hash is no token.
        Case(policy: .token, fields: "Sluice-Access: \(hash?.hex ?? "")\r\n", isGranted: false),
        Case(policy: .token, fields: access, hasToken: false, isGranted: false),
        Case(policy: .token, fields: "Sluice-Access:\r\n", hasToken: false, isGranted: false),
    ]

    private func run(
        _ example: Case,
        split: [Int: Int],
        affinity: RequestAttribute? = nil,
        settings: (AccessPolicy, Digest?) -> RoutingSettings,
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        let hash = try #require(Self.hash)
        let settings = settings(example.policy, example.hasToken ? hash : nil)
        let route = WorkloadRoute.example(
            split: split,
            aliases: ["beta": 2],
            affinity: affinity,
            settings: settings
        )
        try await run([route], trusting: example.trusts ? NetworkBlock.loopback : [], body)
    }

    static let overrides = [
        "Sluice-Version: 2\r\n",
        "Cloudflare-Workers-Version-Overrides: hello=\"a0000002-0000-4000-8000-000000000000\"\r\n",
    ]

    @Test(
        "an override header counts for whom its policy grants it; for others it is ignored, and the answer says so",
        arguments: cases
    )
    func overrides(_ example: Case) async throws {
        try await run(
            example,
            split: [1: 100_000, 2: 0],
            settings: { RoutingSettings(versionOverrides: $0, accessToken: $1) }
        ) { fixture in
            for override in Self.overrides {
                let answer = try fixture.answer(get("hello", override + example.fields))
                #expect(answer.body == (example.isGranted ? "v2" : "v1"))
                #expect(answer.field("sluice-ignored") == (example.isGranted ? nil : "version-overrides"))
            }
            #expect(try fixture.answer(get("hello", example.fields)).field("sluice-ignored") == nil)
        }
    }

    @Test("an affinity key of the client's own counts for whom its policy grants it", arguments: cases)
    func affinityKeys(_ example: Case) async throws {
        // Without the key, which leads to version 1, all goes to version 2 by the alias's own.
        let (one, two) = try keys(of: WorkloadRoute.example().workload.id)
        try await run(
            example,
            split: [1: 50_000, 2: 50_000],
            affinity: .cookie("user"),
            settings: { RoutingSettings(affinityKeys: $0, accessToken: $1) }
        ) { fixture in
            for name in ["Sluice-Key", "Cloudflare-Workers-Version-Key"] {
                let fields = "\(name): \(one)\r\nCookie: user=\(two)\r\n" + example.fields
                let answer = try fixture.answer(get("hello", fields))
                #expect(answer.body == (example.isGranted ? "v1" : "v2"))
                #expect(answer.field("sluice-ignored") == (example.isGranted ? nil : "affinity-keys"))
            }
            // What the alias itself reads needs no right.
            let own = try fixture.answer(get("hello", "Cookie: user=\(one)\r\n"))
            #expect(own.body == "v1")
            #expect(own.field("sluice-ignored") == nil)
        }
    }

    /// Two keys, of which the first is in the lower half of the slots, and the second is not.
    private func keys(of workload: Workload.ID) throws -> (String, String) {
        let keys = (0..<100).map { "key-\($0)" }
        let isLow = { (key: String) in KeyedSlot(of: key, workload: workload).number < 50_000 }
        return (try #require(keys.first(where: isLow)), try #require(keys.first { !isLow($0) }))
    }

    @Test(
        "preview hosts of versions and aliases answer whom their policy lets in; others get 403, and why",
        arguments: cases.filter { $0.policy != .off }
    )
    func previews(_ example: Case) async throws {
        try await run(
            example,
            split: [1: 100_000],
            settings: { RoutingSettings(previewAccess: $0, accessToken: $1) }
        ) { fixture in
            for host in ["a0000002-hello", "beta-hello"] {
                let answer = try fixture.answer(get(host, example.fields))
                #expect(answer.status == (example.isGranted ? 200 : 403))
                #expect(example.isGranted ? answer.body == "v2" : answer.body.contains("\"preview_refused\""))
                guard !example.isGranted else { continue }
                let way = example.policy == .token ? "Sluice-Access" : "--trusted-network"
                #expect(answer.body.contains(way))
                let page = try fixture.answer(get(host, example.fields + "Accept: text/html\r\n"))
                #expect(page.field("content-type") == "text/html; charset=utf-8")
                #expect(page.body.contains(way))
            }
            // The worker's own host is no preview.
            #expect(try fixture.answer(get()).body == "v1")
        }
    }

    @Test("previews that answer nobody are off, whatever the switch of a dialect says")
    func closedPreviews() async throws {
        let route = WorkloadRoute.example(
            aliases: ["beta": 2],
            settings: RoutingSettings(hasPreviews: true, previewAccess: .off, accessToken: Self.hash)
        )
        try await run([route]) { fixture in
            for host in ["a0000002-hello", "beta-hello"] {
                let answer = try fixture.answer(get(host, Self.access))
                #expect(answer.status == 404)
                #expect(answer.body.contains("\"previews_off\""))
            }
            #expect(try fixture.answer(get()).body == "v1")
        }
    }

    @Test("a changed policy or token holds for the next request of a connection")
    func changes() async throws {
        let other = Digest(SHA256.hash(Array("sla_other".utf8)))
        try await run([.example(aliases: ["beta": 2])]) { fixture in
            let client = try fixture.client()
            func status(_ fields: String = "") throws -> Int {
                try client.send(get("beta-hello", fields))
                return try client.receiveAnswer().status
            }
            func apply(_ revision: Int, _ settings: RoutingSettings) {
                let route = WorkloadRoute.example(aliases: ["beta": 2], settings: settings)
                fixture.gateway.apply(
                    RoutingDelta(revision: Revision(revision), isComplete: false, changed: [route])
                )
            }
            #expect(try status() == 200)
            apply(2, RoutingSettings(previewAccess: .token, accessToken: Self.hash))
            #expect(try status() == 403)
            #expect(try status(Self.access) == 200)
            apply(3, RoutingSettings(previewAccess: .token, accessToken: other))
            #expect(try status(Self.access) == 403)
            apply(4, RoutingSettings(previewAccess: .token))
            #expect(try status(Self.access) == 403)
            apply(5, RoutingSettings(previewAccess: .anyone))
            #expect(try status() == 200)
        }
    }

    @Test("routes to a preview's version are the operator's own and need no right")
    func routes() async throws {
        let settings = RoutingSettings(previewAccess: .token, accessToken: Self.hash)
        let zone = try DomainName("example.com")
        let route = WorkloadRoute.example(
            settings: settings,
            triggers: [.host("www.example.com")],
            target: .version(.example(2))
        )
        try await GatewayFixture.run([route], configure: { $0.zones = [zone] }) { fixture in
            let engine = try await NamingEngine(name: "v2", path: FixedInstances.path(fixture.folder.path, 2))
            let answer = try fixture.answer("GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n")
            #expect(answer.body == "v2")
            await engine.stop()
        }
    }

    @Test("the token reaches neither the engine nor a client", arguments: ["Sluice-Access", "sluice_access"])
    func isKept(_ name: String) async throws {
        let settings = RoutingSettings(previewAccess: .token, accessToken: Self.hash)
        try await GatewayFixture.run([.example(settings: settings)]) { fixture in
            let engine = try fixture.engine(2)
            let client = try fixture.client()
            let fields = "\(name): \(Self.secret)\r\n\(Self.access)Sluice-Version: 2\r\n"
            try client.send(get("a0000002-hello", fields))
            let upstream = try #require(engine.accept())
            let head = try upstream.receive(until: "\r\n\r\n")
            #expect(!head.contains(Self.secret))
            #expect(head.lowercased().contains("sluice-version: 2"))
            try upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSluice-Ignored: forged\r\n\r\n")
            #expect(try client.receiveAnswer().field("sluice-ignored") == nil)
        }
    }
}
