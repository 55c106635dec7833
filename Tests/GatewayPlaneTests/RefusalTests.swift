import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Testing

private let get = "GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"
private let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
private let chunkedPost = "POST / HTTP/1.1\r\nHost: hello.localhost\r\nTransfer-Encoding: chunked\r\n\r\n"

@Suite("Every refusal says what happened, and nothing is half done", .timeLimit(.minutes(1)))
struct RefusalTests {
    static let refused: [(request: String, status: Int, code: String)] = [
        ("GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n", 404, "host_unknown"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, "host_unknown"),
        ("GET / HTTP/1.1\r\nHost: hello.example.com\r\n\r\n", 404, "host_unknown"),
        ("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 404, "host_unknown"),
        ("GET / HTTP/1.1\r\nHost: private.localhost\r\n\r\n", 404, "nothing_deployed"),
        ("GET / HTTP/1.1\r\nHost: a0000002-closed.localhost\r\n\r\n", 404, "previews_off"),
        ("GET / HTTP/1.1\r\nHost: inner.localhost\r\n\r\n", 404, "host_off"),
        ("GET / HTTP/1.1\r\nHost: gone.localhost\r\n\r\n", 404, "version_deleted"),
        ("GET / HTTP/1.0\r\n\r\n", 400, "request_malformed"),
        ("GET / HTTP/1.1\r\n\r\n", 400, "request_malformed"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "request_malformed"),
        ("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 501, "request_malformed"),
        ("GET / HTTP/1.1\r\nHost: hello.localhost\r\nX: 1\n\r\n", 400, "request_malformed"),
        ("GET http://u@hello.localhost/ HTTP/1.1\r\nHost: hello.localhost\r\n\r\n", 400, "request_malformed"),
        ("POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 1001\r\n\r\n", 413, "body_too_large"),
    ]

    static let routes: [WorkloadRoute] = [
        .example(), .example("private", id: 2, isDeployed: false),
        .example("closed", id: 3, settings: RoutingSettings(hasPreviews: false)),
        .example("inner", id: 5, settings: RoutingSettings(hasHost: false)),
        .example("gone", id: 4, versions: [2], split: [1: 100_000]),
    ]

    @Test("before a request reaches an engine", arguments: refused.indices)
    func refuses(_ index: Int) async throws {
        let (request, status, code) = Self.refused[index]
        try await GatewayFixture.run(Self.routes, configure: { $0.limits.requests.bodyBytes = 1_000 }) { fixture in
            let answer = try fixture.answer(request)
            #expect(answer.status == status)
            #expect(answer.field("content-type") == "application/problem+json")
            #expect(answer.body.contains("\"code\":\"\(code)\""))
            let id = try #require(answer.field("sluice-request-id"))
            #expect(answer.body.contains("\"requestId\":\"\(id)\""))
            #expect(fixture.instances.acquired.isEmpty)
        }
    }

    @Test("a browser gets a page, which escapes what it names; others a problem document")
    func page() async throws {
        try await GatewayFixture.run { fixture in
            let request = "GET / HTTP/1.1\r\nHost: nobody.localhost\r\nAccept: text/html,*/*\r\n\r\n"
            let page = try fixture.answer(request)
            #expect(page.field("content-type") == "text/html; charset=utf-8")
            #expect(page.body.contains("“nobody.localhost”"))
            #expect(page.body.contains("sluice workloads list"))
            let document = try fixture.answer(request.replacing("text/html,", with: "application/json,"))
            #expect(document.field("content-type") == "application/problem+json")
        }
    }

    @Test("an answer to HEAD has no body")
    func head() async throws {
        try await GatewayFixture.run { fixture in
            let client = try fixture.client()
            try client.send("HEAD / HTTP/1.1\r\nHost: nobody.localhost\r\nConnection: close\r\n\r\n")
            let text = try client.receiveToEnd()
            #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
            #expect(text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test("a refusal keeps the connection where the next request can be told apart")
    func keepsConnection() async throws {
        try await GatewayFixture.run { fixture in
            let client = try fixture.client()
            let unknown = "GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n"
            for _ in 0..<3 {
                try client.send(unknown)
                #expect(try client.receiveAnswer().status == 404)
            }
            try client.send("POST / HTTP/1.1\r\nHost: nobody.localhost\r\nContent-Length: 5\r\n\r\n")
            let answer = try client.receiveAnswer()
            #expect(answer.field("connection") == "close")
            #expect(try client.receiveToEnd() == "")
        }
    }

    static let badChunks: [(chunks: String, status: Int)] = [
        ("5;x\n", 400), ("x\r\n", 400), ("3\r\nabcX", 400), ("FFFFFFFFFFFFFFFF\r\n", 400), ("0\r\nBad\r\n\r\n", 400),
        ("3e9\r\n" + String(repeating: "a", count: 1_001), 413),
    ]

    @Test("a malformed or too large chunked body ends both connections", arguments: badChunks.indices)
    func refusesChunks(_ index: Int) async throws {
        let (chunks, status) = Self.badChunks[index]
        try await GatewayFixture.run(configure: { $0.limits.requests.bodyBytes = 1_000 }) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(chunkedPost)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            try client.send(chunks)
            let answer = try client.receiveAnswer()
            #expect(answer.status == status)
            #expect(answer.field("connection") == "close")
            #expect(try client.receiveToEnd() == "")
            _ = try engine.receiveToEnd()
        }
    }

    static let badAnswers: [(answer: String, code: String)] = [
        ("", "engine_closed"),
        ("HTTP/1.1 200", "engine_closed"),
        ("HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", "engine_malformed"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "engine_malformed"),
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", "engine_malformed"),
        ("HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 40_000) + "\r\n\r\n", "engine_malformed"),
    ]

    @Test("an engine that closes or babbles is a 502 that names version and request", arguments: badAnswers.indices)
    func refusesAnswer(_ index: Int) async throws {
        let (bytes, code) = Self.badAnswers[index]
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            let head = try engine.receive(until: "\r\n\r\n")
            // The gateway may have read enough to refuse, and have hung up, before an engine that babbles has said all.
            try? engine.send(bytes)
            engine.finishSending()
            let answer = try client.receiveAnswer()
            #expect(answer.status == 502)
            #expect(answer.body.contains("\"code\":\"\(code)\""))
            #expect(answer.body.contains("\"worker\":\"hello\""))
            #expect(answer.body.contains("\"version\":1"))
            let id = try #require(answer.field("sluice-request-id"))
            #expect(head.contains("x-gw-request-id: \(id)\r\n"))
        }
    }

    @Test("an answer that breaks off ends the client's connection instead of looking whole")
    func brokenAnswer() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            for body in ["Content-Length: 9\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"] {
                let client = try fixture.client()
                try client.send(get)
                let engine = try #require(listener.accept())
                _ = try engine.receive(until: "\r\n\r\n")
                try engine.send("HTTP/1.1 200 OK\r\n" + body)
                engine.disconnect()
                let text = try client.receiveToEnd()
                #expect(text.contains("half"))
                #expect(!text.contains("0\r\n\r\n"))
            }
        }
    }

    @Test("a request head that dribbles is refused in time")
    func headTimeout() async throws {
        try await GatewayFixture.run(configure: { $0.limits.headTimeout = .milliseconds(50) }) { fixture in
            let client = try fixture.client()
            try client.send("GET / HTTP/1.1\r\nHost:")
            #expect(try client.receiveAnswer().status == 408)
            #expect(try client.receiveToEnd() == "")
        }
    }

    @Test("an idle connection is closed in time, without a word")
    func idleTimeout() async throws {
        try await GatewayFixture.run(configure: { $0.limits.idleTimeout = .milliseconds(50) }) { fixture in
            let rest = try fixture.client().receiveToEnd()
            #expect(rest == "")
        }
    }

    @Test("a body that does not come is refused in time, and the engine's connection given up")
    func bodyTimeout() async throws {
        try await GatewayFixture.run(configure: { $0.limits.bodyTimeout = .milliseconds(500) }) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send("POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 5\r\n\r\nab")
            let engine = try #require(listener.accept())
            #expect(try engine.receiveToEnd().hasSuffix("\r\n\r\nab"))
            #expect(try client.receiveAnswer().status == 408)
        }
    }

    @Test("an engine that does not answer is a 504, in time")
    func answerTimeout() async throws {
        try await GatewayFixture.run(configure: { $0.limits.answerTimeout = .milliseconds(500) }) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            let answer = try client.receiveAnswer()
            #expect(answer.status == 504)
            #expect(answer.body.contains("\"code\":\"engine_timeout\""))
            #expect(try engine.receiveToEnd().hasPrefix("GET "))
        }
    }

    @Test("a client that does not read its answer is dropped in time, and the engine's connection with it")
    func writeTimeout() async throws {
        try await GatewayFixture.run(configure: { $0.limits.writeTimeout = .milliseconds(50) }) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
            #expect(throws: SocketFailure.self) {
                while true { try engine.send([UInt8](repeating: 7, count: 1_000_000)) }
            }
        }
    }

    @Test("more connections than a loop may have are closed at once")
    func connectionLimit() async throws {
        try await GatewayFixture.run(configure: { $0.limits.connectionsPerLoop = 1 }) { fixture in
            let first = try fixture.client()
            try first.send("GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n")
            #expect(try first.receiveAnswer().status == 404)
            let rest = try fixture.client().receiveToEnd()
            #expect(rest == "")
            let snapshot = await fixture.gateway.snapshot()
            #expect(snapshot.connectionsAccepted == 1)
            #expect(snapshot.connectionsRefused == 1)
        }
    }
}
