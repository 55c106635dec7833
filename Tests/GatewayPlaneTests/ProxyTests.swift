import GatewayPlane
import HTTPEngine
import SocketTesting
import Synchronization
import Testing

private let get = "GET /p?q=1 HTTP/1.1\r\nHost: hello.localhost:8787\r\n\r\n"
private let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

@Suite("Requests and answers pass, each head written afresh", .timeLimit(.minutes(1)))
struct ProxyTests {
    @Test("the engine gets an absolute target, a Host that agrees, and the gateway's own fields")
    func requestHead() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send("GET /a%20b?c HTTP/1.1\r\nhOST: Hello.localhost:80\r\nX-One:  1 \r\nCookie: a=b\r\n\r\n")
            let engine = try #require(listener.accept())
            let lines = try engine.receive(until: "\r\n\r\n").split(separator: "\r\n")
            #expect(
                lines.prefix(4) == [
                    "GET http://Hello.localhost:80/a%20b?c HTTP/1.1", "host: Hello.localhost:80", "X-One: 1",
                    "Cookie: a=b",
                ]
            )
            #expect(lines.count == 6)
            #expect(lines[4].hasPrefix("x-gw-request-id: ") && lines[4].count == 17 + 32)
            #expect(lines[5].hasPrefix("x-deno-client-address: 127.0.0.1:"))
        }
    }

    static let targets: [(sent: String, target: String)] = [
        ("GET / HTTP/1.1\r\nHost: hello.localhost", "http://hello.localhost/"),
        ("GET http://hello.localhost HTTP/1.1\r\nHost: hello.localhost", "http://hello.localhost/"),
        ("GET http://hello.localhost?a HTTP/1.1\r\nHost: hello.localhost", "http://hello.localhost/?a"),
        ("GET https://hello.localhost:1/a HTTP/1.1\r\nHost: hello.localhost:1", "http://hello.localhost:1/a"),
        ("OPTIONS * HTTP/1.1\r\nHost: hello.localhost", "http://hello.localhost"),
        ("GET / HTTP/1.1\r\nHost: hello.localhost.", "http://hello.localhost./"),
    ]

    @Test("every form of target becomes the client's URL", arguments: targets.indices)
    func target(_ index: Int) async throws {
        let (sent, target) = Self.targets[index]
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(sent + "\r\n\r\n")
            let head = try #require(listener.accept()).receive(until: "\r\n\r\n")
            #expect(head.split(separator: " ")[1] == target)
        }
    }

    static let dropped = [
        "Connection: keep-alive", "Keep-Alive: timeout=5", "Proxy-Connection: keep-alive", "TE: trailers",
        "Trailer: X-Sum", "Upgrade: h2c", "HTTP2-Settings: AAAA", "Proxy-Authorization: Basic AAAA",
        "Expect: 100-continue", "X-Gw-Request-Id: 1", "x-gw-cf: {}", "X-Deno-Client-Address: 1.2.3.4:5",
        "x_deno_client_address: 1.2.3.4:5", "X-Fc-Request-Id: 1", "Sluice-Revision: 9", "sluice_version: 9",
        "SLUICE-Anything: 1", "X_Gw_Cf: {}", "x-gw_cf: {}",
    ]

    @Test("fields of this connection and of Sluice stay behind", arguments: dropped)
    func drops(_ field: String) async throws {
        let name = field.split(separator: ":")[0].lowercased()
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\(field)\r\nX-Kept: 1\r\n\r\n")
            let head = try #require(listener.accept()).receive(until: "\r\n\r\n")
            #expect(head.contains("\r\nX-Kept: 1\r\n"))
            let own = ["x-gw-request-id", "x-deno-client-address"]
            #expect(head.lowercased().contains("\r\n\(name):") == own.contains(name))
            #expect(!head.lowercased().contains("\r\n\(field.lowercased())\r\n"))
        }
    }

    @Test("documented fields pass", arguments: ["Sluice-Version: 77", "sluice-key: k", "X-Forwarded-For: 1.2.3.4"])
    func passes(_ field: String) async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\(field)\r\n\r\n")
            #expect(try #require(listener.accept()).receive(until: "\r\n\r\n").contains("\r\n\(field)\r\n"))
        }
    }

    @Test("fields that Connection nominates stay behind, but never those that frame or route")
    func nominated() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(
                "POST / HTTP/1.1\r\nHost: hello.localhost\r\nConnection: X-Hop, host, content-length, x-gw-request-id\r\n"
                    + "X-Hop: 1\r\nX-Stay: 2\r\nContent-Length: 2\r\n\r\nok"
            )
            let engine = try #require(listener.accept())
            let head = try engine.receive(until: "\r\n\r\n")
            #expect(!head.contains("X-Hop"))
            for kept in ["X-Stay: 2", "host: hello.localhost", "content-length: 2", "x-gw-request-id: "] {
                #expect(head.contains("\r\n\(kept)"))
            }
            #expect(try engine.receive(count: 2) == Array("ok".utf8))
        }
    }

    @Test("a connection serves many requests on one connection to the engine")
    func keepAlive() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            for number in 0..<3 {
                if number > 0 { try client.send(get) }
                _ = try engine.receive(until: "\r\n\r\n")
                try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nX-N: y\r\n\r\n\(number)")
                let answer = try client.receiveAnswer()
                #expect(answer.status == 200)
                #expect(answer.body == "\(number)")
                #expect(answer.head == "HTTP/1.1 200 OK\r\nX-N: y\r\ncontent-length: 1\r\n")
            }
            #expect(fixture.instances.acquired.count == 1)
        }
    }

    @Test("pipelined requests are answered in order")
    func pipelining() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            let post = "POST /2 HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 3\r\n\r\nabc"
            let unknown = "GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n"
            try client.send(get + post + unknown + get)
            let engine = try #require(listener.accept())
            for number in 1...3 {
                _ = try engine.receive(until: "\r\n\r\n")
                if number == 2 { #expect(try engine.receive(count: 3) == Array("abc".utf8)) }
                try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(number)")
            }
            #expect(try client.receiveAnswer().body == "1")
            #expect(try client.receiveAnswer().body == "2")
            #expect(try client.receiveAnswer().status == 404)
            #expect(try client.receiveAnswer().body == "3")
        }
    }

    @Test("a request cut at every byte arrives whole")
    func cutRequest() async throws {
        let request =
            "POST /x HTTP/1.1\r\nHost: hello.localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            var engine: PlainSocket?
            for cut in 1..<request.utf8.count {
                let bytes = Array(request.utf8)
                try client.send(Array(bytes[..<cut]))
                // The second piece must not join the first: the gateway has read all when it answers a probe.
                _ = await fixture.gateway.snapshot()
                try client.send(Array(bytes[cut...]))
                if engine == nil { engine = listener.accept() }
                let peer = try #require(engine)
                let head = try peer.receive(until: "\r\n\r\n")
                #expect(head.contains("\r\ntransfer-encoding: chunked\r\n"))
                #expect(try peer.receive(until: "0\r\n\r\n") == "3\r\nabc\r\n0\r\n\r\n")
                try peer.send(empty)
                #expect(try client.receiveAnswer().status == 200)
            }
        }
    }

    @Test("trailers of a request are checked and dropped, wherever they are cut")
    func trailers() async throws {
        let body = "3\r\nabc\r\n0\r\nX-Gw-Cf: 1\r\n\r\n"
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            var engine: PlainSocket?
            for cut in 1...body.utf8.count {
                try client.send("POST / HTTP/1.1\r\nHost: hello.localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                try client.send(String(body.prefix(cut)))
                _ = await fixture.gateway.snapshot()
                try client.send(String(body.dropFirst(cut)))
                if engine == nil { engine = listener.accept() }
                let peer = try #require(engine)
                _ = try peer.receive(until: "\r\n\r\n")
                #expect(try peer.receive(until: "0\r\n\r\n") == "3\r\nabc\r\n0\r\n\r\n")
                try peer.send(empty)
                #expect(try client.receiveAnswer().status == 200)
            }
        }
    }

    static let answers: [(request: String, sent: String, received: String)] = [
        (
            get, "HTTP/1.1 201 Made It\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 201 Made It\r\ncontent-length: 2\r\n\r\nok"
        ),
        (get, "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"),
        (get, "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"),
        (
            get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nETag: x\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nETag: x\r\ncontent-length: 9\r\n\r\n"
        ),
        (
            "HEAD / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"
        ),
        (
            get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
        ),
        (
            get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
        ),
        (
            get, "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
        ),
        (
            get,
            "HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: a\r\nUpgrade: b\r\nSluice-Version: 9\r\n"
                + "X-Gw-A: 1\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nSet-Cookie: b\r\ncontent-length: 0\r\n\r\n"
        ),
        (
            "GET / HTTP/1.0\r\nHost: hello.localhost\r\nConnection: keep-alive\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok"
        ),
    ]

    @Test("answers pass, cut at every byte, and the connection goes on", arguments: answers.indices)
    func answer(_ index: Int) async throws {
        let (request, sent, received) = Self.answers[index]
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            var engine: PlainSocket?
            for cut in 0..<sent.utf8.count {
                try client.send(request)
                if engine == nil { engine = listener.accept() }
                let peer = try #require(engine)
                _ = try peer.receive(until: "\r\n\r\n")
                try peer.send(String(sent.prefix(cut)))
                _ = await fixture.gateway.snapshot()
                try peer.send(String(sent.dropFirst(cut)))
                let answer = try client.receive(count: received.utf8.count)
                #expect(String(decoding: answer, as: UTF8.self) == received, "cut at \(cut)")
            }
        }
    }

    static let closingAnswers: [(request: String, sent: String, received: String)] = [
        (get, "HTTP/1.1 200 OK\r\n\r\nto the end", "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nto the end"),
        (
            "GET / HTTP/1.0\r\nHost: hello.localhost\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n1\r\n!\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nok!"
        ),
        (
            "GET / HTTP/1.1\r\nHost: hello.localhost\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok"
        ),
    ]

    @Test("an answer that ends with the connection closes it", arguments: closingAnswers.indices)
    func closingAnswer(_ index: Int) async throws {
        let (request, sent, received) = Self.closingAnswers[index]
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(request)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            try engine.send(sent)
            engine.finishSending()
            #expect(try client.receiveToEnd() == received)
        }
    }

    @Test("a client that expects 100 Continue gets it, and the engine never sees the expectation")
    func expectContinue() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(
                "PUT / HTTP/1.1\r\nHost: hello.localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            )
            #expect(try client.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try client.send("ok")
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\nok")
            try engine.send(empty)
            #expect(try client.receiveAnswer().status == 200)
        }
    }

    @Test("large bodies pass both ways, slow readers hold back fast writers")
    func backpressure() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            let size = 20_000_000
            let body = [UInt8]((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            async let sending: Void = offPool {
                try client.send("POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: \(size)\r\n\r\n")
                try client.send(body)
            }
            let (engine, uploaded) = try await offPool {
                guard let engine = listener.accept() else { throw CancellationError() }
                _ = try engine.receive(until: "\r\n\r\n")
                return (engine, try engine.receive(count: size))
            }
            #expect(uploaded == body)
            try await sending
            async let answering: Void = offPool {
                try engine.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
                try engine.send(body)
            }
            let downloaded = try await offPool {
                _ = try client.receive(until: "\r\n\r\n")
                return try client.receive(count: size)
            }
            #expect(downloaded == body)
            try await answering
        }
    }

    @Test("a client that goes away takes its request with it")
    func clientLeaves() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            client.disconnect()
            #expect(try engine.receiveToEnd() == "")
            // The loop may close the connection before it counts the request out.
            _ = await fixture.gateway.snapshot()
            #expect(fixture.instances.endpoint(1)?.inFlight.load(ordering: .sequentiallyConsistent) == 0)
        }
    }

    @Test("bytes that nobody asked for discard the engine's connection")
    func unsolicited() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let first = try #require(listener.accept())
            _ = try first.receive(until: "\r\n\r\n")
            try first.send(empty + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")
            #expect(try client.receiveAnswer().field("content-length") == "0")
            #expect(try first.receiveToEnd() == "")
            try client.send(get)
            let second = try #require(listener.accept())
            _ = try second.receive(until: "\r\n\r\n")
            try second.send(empty)
            #expect(try client.receiveAnswer().field("content-length") == "0")
            // Later than the answer, too.
            try second.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")
            #expect(try second.receiveToEnd() == "")
        }
    }
}
