import HTTPEngine
import HTTPModel
import SocketTesting
import Testing

@Suite("A tunnel of a client", .timeLimit(.minutes(1)))
struct TunnelClientTests {
    private static let granted =
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\nX: y\r\n\r\n"

    private static func request(body: HTTPBody) -> HTTPRequest {
        HTTPRequest(
            .get,
            "/",
            authority: "h",
            fields: ["Connection": "keep-alive, upgrade", "Upgrade": "echo"],
            body: body
        )
    }

    @Test("carries both bodies to their ends through a server of ours")
    func echo() async throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withServer(handler: echoingTunnel()) { server in
            let answer = try await server.client.send(Self.request(body: .concatenation([.text("a"), .bytes(bytes)])))
            #expect(answer.status == .switchingProtocols && answer.fields["x"] == "y")
            #expect(try await answer.body.collect(upTo: 4_000_000) == [UInt8(ascii: "a")] + bytes)
        }
    }

    @Test("is asked for without a body, whose bytes follow the answer as they are; what is behind the head is read")
    func wire() async throws {
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
        async let seen = {
            let peer = try await RawSocket.accept(from: listening)
            let head = try await peer.receive { $0.hasSuffix("\r\n\r\n") }
            try await peer.send(Self.granted + "early")
            let rest = try await peer.receive { $0 == "ab" }
            try await peer.send(" late")
            // The client has sent all: its end is seen here before ours is made.
            let end = try await peer.receive()
            peer.close()
            return [head, rest, end]
        }()
        let answer = try await client.send(Self.request(body: .concatenation([.text("a"), .text("b")])))
        #expect(try await answer.body.collect(upTo: 100) == Array("early late".utf8))
        let expected = "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"
        #expect(try await seen == [expected, "ab", ""])
    }

    @Test("is no tunnel when the answer is another one: the body is not read, the connection serves again")
    func otherAnswer() async throws {
        let handler: HTTPServer.Handler = { request in
            HTTPResponse(
                .forbidden,
                fields: ["Peer": HTTPFieldValue(stringLiteral: "\(request.peer)")],
                body: .text("no")
            )
        }
        try await withServer(handler: handler) { server in
            let client = try server.client
            var peers: Set<String?> = []
            for _ in 0..<2 {
                let body = HTTPBody.stream {
                    Issue.record("the body was read")
                    return nil
                }
                let answer = try await client.send(Self.request(body: body))
                #expect(answer.status == .forbidden)
                #expect(try await answer.body.collect(upTo: 10) == Array("no".utf8))
                peers.insert(answer.fields["Peer"])
            }
            #expect(peers.count == 1)
        }
    }

    @Test(
        "is refused to a server that changes to what was not offered",
        arguments: ["Upgrade: other\r\nConnection: Upgrade\r\n", "Upgrade: echo\r\n", ""]
    )
    func notOffered(fields: String) async throws {
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
        async let served: Void = {
            let peer = try await RawSocket.accept(from: listening)
            _ = try await peer.receive { $0.hasSuffix("\r\n\r\n") }
            try await peer.send("HTTP/1.1 101 Switching Protocols\r\n\(fields)\r\n")
            #expect(try await peer.receive().isEmpty)
        }()
        await #expect(throws: HTTPClientError.malformed("The server changed the protocol unasked.")) {
            try await client.send(Self.request(body: .empty))
        }
        try await served
    }

    @Test("counts as a connection until it ends: by its reader's leave, or the server's")
    func counts() async throws {
        var limits = ClientLimits()
        limits.connections = 1
        try await withServer(handler: echoingTunnel()) { server in
            let client = try HTTPClient(to: server.endpoint, limits: limits)
            for _ in 0..<3 {
                let (writer, body) = HTTPBody.pipe()
                do {
                    let answer = try await client.send(Self.request(body: body))
                    try await writer.write([1])
                    var iterator = answer.body.makeAsyncIterator()
                    #expect(try await iterator.next() == [1])
                    var timeouts = ClientTimeouts()
                    timeouts.connect = .milliseconds(50)
                    await #expect(throws: HTTPClientError.timedOut(.connect)) {
                        try await client.send(Self.request(body: .empty), timeouts: timeouts)
                    }
                    writer.finish()
                    #expect(try await iterator.next() == nil)
                }
            }
            // Nobody holds the answer: the tunnel ends, and with it the reader of our body.
            let writer = try await Self.openedAndLetGo(by: client)
            await #expect(throws: (any Error).self) {
                while true { try await writer.write([UInt8](repeating: 0, count: 65_536)) }
            }
        }
    }

    private static func openedAndLetGo(by client: HTTPClient) async throws -> HTTPBodyWriter {
        let (writer, body) = HTTPBody.pipe()
        _ = try await client.send(request(body: body))
        return writer
    }

    @Test("breaks for its reader when the server breaks off")
    func broken() async throws {
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
        let (writer, body) = HTTPBody.pipe()
        async let served: Void = {
            let peer = try await RawSocket.accept(from: listening)
            _ = try await peer.receive { $0.hasSuffix("\r\n\r\n") }
            try await peer.send(Self.granted)
            _ = try await peer.receive { $0 == "x" }
            peer.resetOnClose()
        }()
        let answer = try await client.send(Self.request(body: body))
        try await writer.write(Array("x".utf8))
        try await served
        await #expect(throws: HTTPClientError.closed) { try await answer.body.collect(upTo: 10) }
    }
}
