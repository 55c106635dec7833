import ContentDigest
import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Testing

@Suite("Workers call one another through the gateway", .timeLimit(.minutes(1)))
struct ServiceTests {
    private let account = "00000000-0000-4000-8000-000000000000"
    private let requestID = "0123456789abcdef0123456789abcdef"

    /// Runs a gateway that also listens for workers; the body gets the path of that socket.
    private func run(
        _ routes: [WorkloadRoute] = [.example()],
        _ body: (GatewayFixture, String) async throws -> Void
    ) async throws {
        try await GatewayFixture.run(routes) { fixture in
            let path = "\(fixture.folder.path)/call.sock"
            try await fixture.gateway.listen(on: try ListeningSocket(binding: .unix(path)), for: .workers)
            try await body(fixture, path)
        }
    }

    private func call(_ worker: String, account: String? = nil, fields: String = "") -> String {
        "GET /x?y HTTP/1.1\r\nHost: any.example:8443\r\nx-gw-service: \(account ?? self.account)/\(worker)\r\n"
            + "x-gw-depth: 3\r\nx-gw-scheme: https\r\nx-gw-request-id: \(requestID)\r\n\(fields)\r\n"
    }

    private func answer(_ request: String, at path: String) throws -> PlainAnswer {
        let socket = try PlainSocket(path: path)
        try socket.send(request)
        return try socket.receiveAnswer()
    }

    @Test("the field leads to the worker, and the engine sees the caller's URL, the depth and the request's id")
    func head() async throws {
        try await run { fixture, path in
            let listener = try fixture.engine()
            let caller = try PlainSocket(path: path)
            try caller.send(call("hello", fields: "x-gw-other: 1\r\nx-deno-client-address: evil\r\nA: b\r\n"))
            let engine = try #require(listener.accept())
            let head = try engine.receive(until: "\r\n\r\n")
            #expect(
                head == "GET https://any.example:8443/x?y HTTP/1.1\r\nhost: any.example:8443\r\nA: b\r\n"
                    + "x-gw-request-id: \(requestID)\r\nx-gw-depth: 3\r\nx-deno-client-address: 127.0.0.1:0\r\n\r\n"
            )
            try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx-gw-problem: forged\r\n\r\nok")
            let answer = try caller.receiveAnswer()
            #expect(answer.body == "ok")
            #expect(answer.field("x-gw-problem") == nil)
        }
    }

    @Test("clients cannot set the fields: their host leads, and no engine sees them")
    func clients() async throws {
        try await run([.example(), .example("other", id: 2, versions: [3], split: [3: 100_000])]) { fixture, _ in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(
                "GET / HTTP/1.1\r\nHost: hello.localhost\r\nx-gw-service: \(account)/other\r\nx-gw-depth: 1\r\n"
                    + "x_gw_depth: 1\r\nx-gw-scheme: https\r\nx-gw-request-id: \(requestID)\r\n\r\n"
            )
            let engine = try #require(listener.accept())
            let head = try engine.receive(until: "\r\n\r\n")
            #expect(head.hasPrefix("GET http://hello.localhost/ "))
            #expect(!head.contains("depth") && !head.contains("service") && !head.contains(requestID))
        }
    }

    @Test("the deployment in force when the call begins decides, also for a worker without a host, by key and override")
    func deployments() async throws {
        let settings = RoutingSettings(hasHost: false)
        func route(_ split: [Int: Int]) -> WorkloadRoute { .example(split: split, settings: settings) }
        try await run([route([1: 100_000])]) { fixture, path async throws in
            var engines: [NamingEngine] = []
            for version in 1...2 {
                let path = FixedInstances.path(fixture.folder.path, version)
                engines.append(try await NamingEngine(name: "v\(version)", path: path))
            }
            #expect(try answer(call("hello"), at: path).body == "v1")
            for (revision, version) in [(2, 2), (3, 1), (4, 2)] {
                let changed = [route([version: 100_000])]
                fixture.gateway.apply(RoutingDelta(revision: Revision(revision), isComplete: false, changed: changed))
                #expect(try answer(call("hello"), at: path).body == "v\(version)")
            }
            let split = [route([1: 0, 2: 100_000])]
            fixture.gateway.apply(RoutingDelta(revision: Revision(5), isComplete: false, changed: split))
            #expect(try answer(call("hello", fields: "Sluice-Version: 1\r\n"), at: path).body == "v1")
            for engine in engines { await engine.stop() }
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let request: String
        let status: Int
        let code: String
        var testDescription: String { code }
    }

    private static let known = "x-gw-service: 00000000-0000-4000-8000-000000000000"
    private static let refusals = [
        Refusal(request: "\(known)/nobody\r\nx-gw-depth: 1\r\n", status: 404, code: "service_unknown"),
        Refusal(
            request: "x-gw-service: 00000000-0000-4000-8000-000000000009/hello\r\nx-gw-depth: 1\r\n",
            status: 404,
            code: "service_unknown"
        ),
        Refusal(request: "\(known)/idle\r\nx-gw-depth: 1\r\n", status: 404, code: "nothing_deployed"),
        Refusal(request: "\(known)/hello\r\n", status: 400, code: "service_malformed"),
        Refusal(request: "x-gw-service: hello\r\nx-gw-depth: 1\r\n", status: 400, code: "service_malformed"),
        Refusal(request: "", status: 400, code: "service_malformed"),
    ]

    @Test("the gateway's own refusals are marked as such", arguments: refusals)
    func refusal(_ refusal: Refusal) async throws {
        try await run([.example(), .example("idle", id: 2, isDeployed: false)]) { fixture, path in
            let answer = try answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\(refusal.request)\r\n", at: path)
            #expect(answer.status == refusal.status)
            #expect(answer.body.contains(refusal.code))
            #expect(answer.field("x-gw-problem") == refusal.code)
            #expect(fixture.instances.acquired.isEmpty)
        }
    }

    @Test("while the requests of clients end, workers may still call one another")
    func stop() async throws {
        try await run { fixture, path in
            let listener = try fixture.engine()
            // Before the other client, so that it has been accepted when the other one's request arrives.
            let idle = try fixture.client()
            let client = try fixture.client()
            try client.send("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            let gateway = fixture.gateway
            async let stopping: Void = gateway.stop(within: .seconds(20))
            // The stop has begun.
            #expect(try await offPool { try idle.receiveToEnd() } == "")
            let caller = try PlainSocket(path: path)
            try caller.send(call("hello"))
            let other = try #require(listener.accept())
            _ = try other.receive(until: "\r\n\r\n")
            try other.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ncall")
            #expect(try caller.receiveAnswer().body == "call")
            try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            #expect(try client.receiveAnswer().body == "ok")
            await stopping
            #expect(try caller.receiveToEnd() == "")
        }
    }

    @Test("a worker that passes a client's wishes on has no address that could be trusted; its token counts")
    func policies() async throws {
        let secret = "sla_0123456789"
        let hash = Digest(SHA256.hash(Array(secret.utf8)))
        for (policy, fields, body) in [
            (AccessPolicy.trusted, "", "v1"), (.token, "", "v1"), (.token, "Sluice-Access: \(secret)\r\n", "v2"),
        ] {
            let settings = RoutingSettings(versionOverrides: policy, accessToken: hash)
            try await run([.example(split: [1: 100_000, 2: 0], settings: settings)]) { fixture, path in
                var engines: [NamingEngine] = []
                for number in 1...2 {
                    let socket = FixedInstances.path(fixture.folder.path, number)
                    engines.append(try await NamingEngine(name: "v\(number)", path: socket))
                }
                let answer = try answer(call("hello", fields: "Sluice-Version: 2\r\n" + fields), at: path)
                #expect(answer.body == body)
                for engine in engines { await engine.stop() }
            }
        }
    }
}
