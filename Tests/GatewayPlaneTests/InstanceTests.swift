import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Synchronization
import Testing

private let get = "GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"
private let post = "POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 2\r\n\r\nok"
private let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

@Suite("Requests are held while an instance starts, and none is lost when one goes", .timeLimit(.minutes(1)))
struct InstanceTests {
    @Test("requests that come during a start wait for it, bodies included, and share it")
    func holds() async throws {
        try await GatewayFixture.run { fixture in
            fixture.instances.hold()
            let listener = try fixture.engine()
            let clients = [try fixture.client(), try fixture.client()]
            try clients[0].send(get)
            try clients[1].send(post)
            while await fixture.gateway.snapshot().connectionsOpen < 2 {}
            while fixture.instances.acquired.isEmpty { await Task.yield() }
            _ = await fixture.gateway.snapshot()
            fixture.instances.release()
            var bodies: Set<String> = []
            for _ in clients {
                let engine = try #require(listener.accept())
                let head = try engine.receive(until: "\r\n\r\n")
                if head.hasPrefix("POST") { #expect(try engine.receive(count: 2) == Array("ok".utf8)) }
                bodies.insert(String(head.prefix(4)))
                try engine.send(empty)
            }
            #expect(bodies == ["GET ", "POST"])
            for client in clients { #expect(try client.receiveAnswer().status == 200) }
            #expect(fixture.instances.acquired.count == 1)
        }
    }

    @Test("a start that takes too long is a 503 with Retry-After")
    func startTimeout() async throws {
        try await GatewayFixture.run(configure: { $0.limits.instanceTimeout = .milliseconds(500) }) { fixture in
            fixture.instances.hold()
            let client = try fixture.client()
            try client.send(get)
            let answer = try client.receiveAnswer()
            #expect(answer.status == 503)
            #expect(answer.field("retry-after") == "1")
            #expect(answer.body.contains("\"code\":\"instance_timeout\""))
            // The connection is still good, and the late instance serves the next request.
            fixture.instances.release()
            let listener = try fixture.engine()
            try client.send(get)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            try engine.send(empty)
            #expect(try client.receiveAnswer().status == 200)
        }
    }

    @Test("more requests than may wait are refused at once")
    func waitingLimit() async throws {
        try await GatewayFixture.run(configure: { $0.limits.waitingPerVersion = 1 }) { fixture in
            fixture.instances.hold()
            let first = try fixture.client()
            try first.send(get)
            while fixture.instances.acquired.isEmpty { await Task.yield() }
            let answer = try fixture.answer(get)
            #expect(answer.status == 503)
            #expect(answer.body.contains("\"code\":\"too_many_waiting\""))
        }
    }

    @Test("what the source says of an instance reaches the client")
    func unavailable() async throws {
        try await GatewayFixture.run { fixture in
            fixture.instances.refuse(
                InstanceUnavailable(.loadFailed, detail: "It throws <Error>.", retryAfter: .seconds(7))
            )
            let answer = try fixture.answer(get)
            #expect(answer.status == 503)
            #expect(answer.field("retry-after") == "7")
            #expect(answer.body.contains("\"code\":\"instance_load_failed\""))
            #expect(answer.body.contains("It throws <Error>."))
            let page = try fixture.answer("GET / HTTP/1.1\r\nHost: hello.localhost\r\nAccept: text/html\r\n\r\n")
            #expect(page.body.contains("It throws &lt;Error&gt;."))
            #expect(page.body.contains("Worker hello, version 1."))
        }
    }

    @Test("an endpoint that refuses connections is reported, and asked for anew, a few times")
    func unreachable() async throws {
        try await GatewayFixture.run { fixture in
            let answer = try fixture.answer(get)
            #expect(answer.status == 502)
            #expect(answer.body.contains("\"code\":\"engine_unreachable\""))
            #expect(fixture.instances.acquired.count == 3)
            #expect(fixture.instances.unreachable == [1, 2, 3])
        }
    }

    @Test("a draining endpoint gets nothing new, ends what it has, and then nothing is in flight")
    func draining() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let (old, new) = (try fixture.client(), try fixture.client())
            try old.send(get)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            let endpoint = try #require(fixture.instances.endpoint(1))
            endpoint.isDraining.store(true, ordering: .sequentiallyConsistent)
            #expect(endpoint.inFlight.load(ordering: .sequentiallyConsistent) == 1)
            try new.send(get)
            let next = try #require(listener.accept())
            _ = try next.receive(until: "\r\n\r\n")
            #expect(fixture.instances.endpoint(1)?.id == 2)
            #expect(endpoint.inFlight.load(ordering: .sequentiallyConsistent) == 1)
            try engine.send(empty)
            #expect(try old.receiveAnswer().status == 200)
            // Its connection is not kept.
            #expect(try engine.receiveToEnd() == "")
            // The loop may close it before it counts the request out.
            _ = await fixture.gateway.snapshot()
            #expect(endpoint.inFlight.load(ordering: .sequentiallyConsistent) == 0)
            try next.send(empty)
            #expect(try new.receiveAnswer().status == 200)
        }
    }

    @Test("an endpoint counts its requests out, however they end")
    func inFlight() async throws {
        try await GatewayFixture.run(configure: { $0.limits.answerTimeout = .seconds(3) }) { fixture in
            let listener = try fixture.engine()
            let endings: [(PlainSocket, PlainSocket) throws -> Void] = [
                { engine, client in
                    try engine.send(empty)
                    _ = try client.receiveAnswer()
                },
                { engine, client in
                    engine.disconnect()
                    _ = try client.receiveAnswer()
                },
                { engine, client in
                    client.disconnect()
                    _ = try engine.receiveToEnd()
                },
                { engine, client in
                    try engine.send("nonsense, and enough of it\r\n")
                    _ = try client.receiveAnswer()
                },
                { _, client in _ = try client.receiveAnswer() },
                { engine, client in
                    try engine.send("HTTP/1.1 200 OK\r\n\r\nbody")
                    engine.finishSending()
                    _ = try client.receiveToEnd()
                },
            ]
            for (index, ending) in endings.enumerated() {
                let client = try fixture.client()
                try client.send("GET /\(index) HTTP/1.1\r\nHost: hello.localhost\r\nConnection: close\r\n\r\n")
                let engine = try #require(listener.accept())
                _ = try engine.receive(until: "\r\n\r\n")
                let endpoint = try #require(fixture.instances.endpoint(1))
                #expect(endpoint.inFlight.load(ordering: .sequentiallyConsistent) == 1)
                try ending(engine, client)
                _ = await fixture.gateway.snapshot()
                #expect(endpoint.inFlight.load(ordering: .sequentiallyConsistent) == 0, "ending \(index)")
                // The first ending leaves a connection to be kept: this engine closes it.
                engine.disconnect()
                _ = try engine.receiveToEnd()
                _ = await fixture.gateway.snapshot()
            }
        }
    }

    @Test("a kept connection that turns out to be dead costs an idempotent request nothing")
    func staleRetry() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let first = try #require(listener.accept())
            _ = try first.receive(until: "\r\n\r\n")
            try first.send(empty)
            _ = try client.receiveAnswer()
            try client.send(get)
            _ = try first.receive(until: "\r\n\r\n")
            first.disconnect()
            let second = try #require(listener.accept())
            _ = try second.receive(until: "\r\n\r\n")
            try second.send(empty)
            #expect(try client.receiveAnswer().status == 200)
            // The loop has sent the answer before it counts the request out.
            _ = await fixture.gateway.snapshot()
            #expect(fixture.instances.endpoint(1)?.inFlight.load(ordering: .sequentiallyConsistent) == 0)
        }
    }

    @Test("an instance that dies between two requests is replaced, and the second request served")
    func instanceDies() async throws {
        try await GatewayFixture.run { fixture in
            let client = try fixture.client()
            var listener: PlainListener? = try fixture.engine()
            try client.send(get)
            let first = try #require(listener?.accept())
            _ = try first.receive(until: "\r\n\r\n")
            try first.send(empty)
            _ = try client.receiveAnswer()
            let endpoint = try #require(fixture.instances.endpoint(1))
            listener = nil
            fixture.instances.hold()
            try client.send(get)
            _ = try first.receive(until: "\r\n\r\n")
            first.disconnect()
            while fixture.instances.acquired.count < 2 { await Task.yield() }
            #expect(fixture.instances.unreachable == [endpoint.id])
            #expect(endpoint.inFlight.load(ordering: .sequentiallyConsistent) == 0)
            listener = try fixture.engine()
            fixture.instances.release()
            let second = try #require(listener?.accept())
            _ = try second.receive(until: "\r\n\r\n")
            try second.send(empty)
            #expect(try client.receiveAnswer().status == 200)
        }
    }

    static let unrepeatable = [
        "POST / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 2\r\n\r\nok",
    ]

    @Test("a request that must not be sent twice is not", arguments: unrepeatable)
    func noRetry(_ request: String) async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let first = try #require(listener.accept())
            _ = try first.receive(until: "\r\n\r\n")
            try first.send(empty)
            _ = try client.receiveAnswer()
            try client.send(request)
            _ = try first.receive(until: "\r\n\r\n")
            first.disconnect()
            let answer = try client.receiveAnswer()
            #expect(answer.status == 502)
            #expect(answer.body.contains("\"code\":\"engine_closed\""))
        }
    }

    @Test("a new connection that dies is not tried again")
    func freshConnectionFails() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            engine.disconnect()
            #expect(try client.receiveAnswer().status == 502)
        }
    }

    @Test("an answer that comes before the body has ended is delivered, and then the connection closes")
    func earlyAnswer() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send("POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 500000\r\n\r\n")
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            try engine.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
            let answer = try client.receiveAnswer()
            #expect(answer.status == 403)
            #expect(answer.body == "no")
            #expect(try client.receiveToEnd() == "")
        }
    }
}
