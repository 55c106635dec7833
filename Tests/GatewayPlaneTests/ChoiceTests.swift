import ContentDigest
import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Testing

@Suite("The version of a request is chosen as documented", .timeLimit(.minutes(1)))
struct ChoiceTests {
    /// Runs with engines that answer with their version's name.
    private func run(
        _ routes: [WorkloadRoute],
        engines: [Int] = [1, 2, 3],
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        try await GatewayFixture.run(routes) { fixture in
            var running: [NamingEngine] = []
            for number in engines {
                let path = FixedInstances.path(fixture.folder.path, number)
                running.append(try await NamingEngine(name: "v\(number)", path: path))
            }
            try await body(fixture)
            for engine in running { await engine.stop() }
        }
    }

    static let hostTable: [(host: String, answer: String)] = [
        ("hello.localhost", "v1"),
        ("HELLO.LocalHost", "v1"),
        ("hello.localhost:8787", "v1"),
        ("hello.localhost.", "v1"),
        ("hello.localhost.:80", "v1"),
        ("a0000002-hello.localhost", "v2"),
        ("A0000002-Hello.localhost", "v2"),
        ("beta-hello.localhost", "v3"),
        // A worker's own name wins over a preview of another.
        ("beta-other.localhost", "v2"),
        // The longer worker name wins.
        ("a0000001-a-b.localhost", "v1"),
        ("production-hello.localhost", "host_unknown"),
        ("a0000009-hello.localhost", "host_unknown"),
        ("gamma-hello.localhost", "host_unknown"),
        ("-hello.localhost", "host_unknown"),
        ("x.hello.localhost", "host_unknown"),
        ("hellolocalhost", "host_unknown"),
        ("hello.localhost..", "host_unknown"),
    ]

    @Test("hosts")
    func hosts() async throws {
        let routes: [WorkloadRoute] = [
            .example("hello", versions: [1, 2, 3], aliases: ["beta": 3]),
            .example("other", id: 2, aliases: ["beta": 1]),
            .example("beta-other", id: 3, split: [2: 100_000]),
            .example("a-b", id: 4),
            .example("b", id: 5, aliases: ["a0000001-a": 2]),
        ]
        try await run(routes) { fixture in
            for (host, expected) in Self.hostTable {
                let answer = try fixture.answer("GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
                #expect(answer.body == expected || answer.body.contains("\"\(expected)\""), "\(host)")
            }
        }
    }

    @Test("of two workers of one name the older one answers, whatever order they came in")
    func nameCollision() async throws {
        let old = WorkloadRoute.example("hello", id: 2, split: [1: 100_000], createdAt: 100)
        let new = WorkloadRoute.example("hello", id: 1, split: [2: 100_000], createdAt: 200)
        for routes in [[old, new], [new, old]] {
            try await run(routes) { fixture in
                let first = try fixture.answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
                #expect(first.body == "v1")
                fixture.gateway.apply(
                    RoutingDelta(revision: Revision(2), isComplete: false, changed: [], removed: [old.workload.id])
                )
                let second = try fixture.answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
                #expect(second.body == "v2")
            }
        }
    }

    /// Version 1 has everything, 2 is there at 0 %, 3 is not in the deployment.
    static let overrideTable: [(fields: String, answer: String)] = [
        ("Sluice-Version: 2", "v2"),
        ("Sluice-Version: a0000002", "v2"),
        ("Sluice-Version: A0000002-0000-4000-8000-000000000000", "v2"),
        ("Sluice-Version: a0000002-0000-4", "v2"),
        ("Sluice-Version: 3", "v1"),
        ("Sluice-Version: a0000003", "v1"),
        ("Sluice-Version: a000000", "v1"),
        ("Sluice-Version: latest", "v1"),
        ("Sluice-Version:", "v1"),
        ("Sluice-Version: 02", "v2"),
        ("Cloudflare-Workers-Version-Overrides: hello=\"a0000002-0000-4000-8000-000000000000\"", "v2"),
        ("cloudflare-workers-version-overrides: hello=\"A0000002-0000-4000-8000-000000000000\"", "v2"),
        ("Cloudflare-Workers-Version-Overrides: hello=\"a0000003-0000-4000-8000-000000000000\"", "v1"),
        ("Cloudflare-Workers-Version-Overrides: other=\"a0000002-0000-4000-8000-000000000000\"", "v1"),
        ("Cloudflare-Workers-Version-Overrides: hello=a0000002-0000-4000-8000-000000000000", "v1"),
        ("Cloudflare-Workers-Version-Overrides: hello=\"a0000002\"", "v1"),
        ("Cloudflare-Workers-Version-Overrides: hello=\"2\"", "v1"),
        (
            "Cloudflare-Workers-Version-Overrides: other=\"x\"\r\n"
                + "Cloudflare-Workers-Version-Overrides: hello=\"a0000002-0000-4000-8000-000000000000\"", "v2"
        ),
        ("Sluice-Version: 1\r\nSluice-Version: 2", "v1"),
        (
            "Sluice-Version: 2\r\n"
                + "Cloudflare-Workers-Version-Overrides: hello=\"a0000001-0000-4000-8000-000000000000\"", "v2"
        ),
    ]

    @Test("an override header chooses a version of the deployment, 0 % included; anything else is ignored")
    func overrides() async throws {
        let routes: [WorkloadRoute] = [
            .example("hello", versions: [1, 2, 3], split: [1: 100_000, 2: 0]),
            .example(
                "closed",
                id: 2,
                split: [1: 100_000, 2: 0],
                settings: RoutingSettings(versionOverrides: .off)
            ),
        ]
        try await run(routes) { fixture in
            for (fields, expected) in Self.overrideTable {
                let answer = try fixture.answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\(fields)\r\n\r\n")
                #expect(answer.body == expected, "\(fields)")
            }
            let closed = try fixture.answer("GET / HTTP/1.1\r\nHost: closed.localhost\r\nSluice-Version: 2\r\n\r\n")
            #expect(closed.body == "v1")
            // A host that pins a version is stronger.
            let pinned = try fixture.answer(
                "GET / HTTP/1.1\r\nHost: a0000001-hello.localhost\r\nSluice-Version: 2\r\n\r\n"
            )
            #expect(pinned.body == "v1")
        }
    }

    /// Rule 1 leads to version 2, rule 2 to version 3; all else to version 1.
    static let ruleTable: [(target: String, fields: String, answer: String)] = [
        ("/", "", "v1"),
        ("/", "X-Group: staff\r\nCookie: plan=pro\r\n", "v2"),
        ("/", "x-group: staff-berlin\r\nCookie: a=b; plan=free ; plan=pro\r\n", "v1"),
        ("/", "X-Group: staff-berlin\r\nCookie: a=b\r\nCookie: plan=free\r\n", "v2"),
        ("/", "X-Group: Staff\r\nCookie: plan=pro\r\n", "v1"),
        ("/", "X-Group: staff\r\n", "v1"),
        ("/", "X-Group: other\r\nX-Group: staff\r\nCookie: plan=pro\r\n", "v1"),
        ("/?beta", "", "v3"),
        ("/?x=1&beta=", "", "v3"),
        ("/?be%74a=1", "", "v3"),
        ("/?xbeta=1", "", "v1"),
        ("/beta", "", "v1"),
        ("/?q=a%20b", "", "v3"),
        ("/?q=a+b", "", "v3"),
        ("/?q=a%2b", "", "v1"),
        ("/?q=a%2", "", "v1"),
        ("/?beta", "X-Group: staff\r\nCookie: plan=pro\r\n", "v2"),
    ]

    @Test("the first rule that matches decides")
    func rules() async throws {
        let group = Rule.Condition(.header("x-group"), .hasPrefix("staff"))
        let plan = Rule.Condition(.cookie("plan"), .isOneOf(["pro", "free"]))
        let beta = Rule.Condition(.query("beta"), .exists)
        let query = Rule.Condition(.query("q"), .equals("a b"))
        let route = WorkloadRoute.example(
            "hello",
            versions: [1, 2, 3],
            rules: [(.all, [group, plan], version: 2), (.any, [beta, query], version: 3)]
        )
        try await run([route]) { fixture in
            for (target, fields, expected) in Self.ruleTable {
                let answer = try fixture.answer("GET \(target) HTTP/1.1\r\nHost: hello.localhost\r\n\(fields)\r\n")
                #expect(answer.body == expected, "\(target) \(fields)")
            }
            // A rule's version belongs to the deployment, so an override may name it.
            let named = try fixture.answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\nSluice-Version: 3\r\n\r\n")
            #expect(named.body == "v3")
        }
    }

    /// The slot of a key, computed anew from the words of the specification.
    private func slot(_ key: String, of workload: Workload.ID) -> Int {
        let digest = SHA256.hash(workload.bytes + [0] + Array(key.utf8))
        let word = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(word.multipliedFullWidth(by: 100_000).high)
    }

    static let keySources = [
        "Cloudflare-Workers-Version-Key: KEY\r\n", "Sluice-Key: KEY\r\n", "X-User: KEY\r\n",
        "Sluice-Key: KEY\r\nCloudflare-Workers-Version-Key: other\r\nX-User: more\r\n",
        "Cloudflare-Workers-Version-Key: KEY\r\nX-User: other\r\n", "Sluice-Key:\r\nX-User: KEY\r\n",
    ]

    @Test("a key leads to the owner of its slot, wherever it is read from", arguments: keySources)
    func keys(_ source: String) async throws {
        let route = WorkloadRoute.example(split: [1: 50_000, 2: 50_000], affinity: .header("X-User"))
        try await run([route]) { fixture in
            let client = try fixture.client()
            for number in 0..<40 {
                let key = "user-\(number)"
                try client.send(
                    "GET / HTTP/1.1\r\nHost: hello.localhost\r\n" + source.replacing("KEY", with: key) + "\r\n"
                )
                let expected = slot(key, of: route.workload.id) < 50_000 ? "v1" : "v2"
                #expect(try client.receiveAnswer().body == expected, "\(key)")
            }
        }
    }

    @Test("without a key the shares decide", arguments: [[1: 90_000, 2: 10_000], [1: 33_333, 2: 33_333, 3: 33_334]])
    func shares(_ split: [Int: Int]) async throws {
        try await run([.example(versions: [1, 2, 3], split: split)]) { fixture in
            let client = try fixture.client()
            let count = 3_000
            var seen: [String: Int] = [:]
            for _ in 0..<count / 100 {
                try client.send(
                    String(repeating: "GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n", count: 100)
                )
                for _ in 0..<100 { seen[try client.receiveAnswer().body, default: 0] += 1 }
            }
            // Six standard deviations: one failure in 10^9 runs.
            for (number, slots) in split {
                let share = Double(slots) / 100_000
                let deviation = (share * (1 - share) * Double(count)).squareRoot()
                #expect(abs(Double(seen["v\(number)", default: 0]) - share * Double(count)) < 6 * deviation)
            }
        }
    }

    @Test("answers name version and revision when the workload's setting asks, and only then")
    func reports() async throws {
        let routes: [WorkloadRoute] = [
            .example(settings: RoutingSettings(reportsVersion: true)), .example("quiet", id: 2),
        ]
        try await run(routes) { fixture in
            let loud = try fixture.answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
            #expect(loud.field("sluice-version") == "1")
            #expect(loud.field("sluice-revision") == "1")
            let quiet = try fixture.answer("GET / HTTP/1.1\r\nHost: quiet.localhost\r\n\r\n")
            #expect(quiet.field("sluice-version") == nil)
            #expect(quiet.field("sluice-revision") == nil)
        }
    }
}
