import HTTPModel
import SocketTesting
import Testing

@testable import HTTPEngine

@Suite("A WebSocket handshake", .timeLimit(.minutes(1)))
struct WebSocketHandshakeTests {
    static let upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
    static let version = "Sec-WebSocket-Version: 13\r\n"
    static let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    struct Example: Sendable {
        var line = "GET / HTTP/1.1"
        let fields: String
        let answer: [String]
    }

    static let granted: [Example] = [
        Example(
            fields: upgrade + version + key,
            answer: ["101", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]
        ),
        Example(
            fields: "UPGRADE: h2c, WebSocket\r\nConnection: keep-alive\r\nConnection: x, uPGRADE\r\n" + version + key,
            answer: ["101", "Upgrade: websocket\r\nConnection: Upgrade\r\n"]
        ),
        Example(fields: upgrade + version + key + "Content-Length: 0\r\n", answer: ["101"]),
        Example(
            fields: upgrade + version + key + "Sec-WebSocket-Protocol: a, trace-v1\r\n",
            answer: ["101", "Sec-WebSocket-Protocol: trace-v1\r\n"]
        ),
        Example(
            fields: upgrade + version + key + "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: trace-v1\r\n",
            answer: ["101", "Sec-WebSocket-Protocol: trace-v1\r\n"]
        ),
    ]

    static let refused: [Example] = [
        Example(line: "POST / HTTP/1.1", fields: upgrade + version + key, answer: ["405", "Allow: GET\r\n"]),
        Example(line: "GET / HTTP/1.0", fields: upgrade + version + key, answer: ["426"]),
        Example(fields: "", answer: ["426", "Upgrade: websocket\r\n", "Connection: upgrade\r\n", "upgrade_required"]),
        Example(fields: "Upgrade: websocket\r\n" + version + key, answer: ["426"]),
        Example(fields: "Connection: Upgrade\r\n" + version + key, answer: ["426"]),
        Example(fields: "Upgrade: websockets\r\nConnection: Upgrade\r\n" + version + key, answer: ["426"]),
        Example(fields: upgrade + key, answer: ["426", "Sec-WebSocket-Version: 13\r\n"]),
        Example(
            fields: upgrade + key + "Sec-WebSocket-Version: 8\r\n",
            answer: ["426", "Sec-WebSocket-Version: 13\r\n"]
        ),
        Example(fields: upgrade + key + version + version, answer: ["426"]),
        Example(fields: upgrade + version, answer: ["400", "malformed_handshake"]),
        Example(fields: upgrade + version + key + key, answer: ["400"]),
        Example(fields: upgrade + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ===\r\n", answer: ["400"]),
        Example(fields: upgrade + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j\r\n", answer: ["400"]),
        Example(fields: upgrade + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=\r\n", answer: ["400"]),
        Example(fields: upgrade + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j!Q==\r\n", answer: ["400"]),
        Example(fields: upgrade + version + key + "Content-Length: 1\r\n", answer: ["400", "has a body"]),
    ]

    @Test("is granted to who asks properly, and refused to all others", arguments: granted + refused)
    func rules(example: Example) async throws {
        let handler: HTTPServer.Handler = { _ in
            .webSocket(protocol: "trace-v1", fields: ["X-Extra": "1"]) { session in
                #expect(example.answer[0] == "101")
                let isOffered = example.fields.contains("trace-v1")
                #expect(session.agreedProtocol == (isOffered ? "trace-v1" : nil))
            }
        }
        try await withServer(handler: handler) { server in
            let isGranted = example.answer[0] == "101"
            let socket = try server.connect()
            try await socket.send("\(example.line)\r\nHost: a\r\n\(example.fields)\r\n")
            let answer = try await socket.receive { text in
                text.contains("\r\n\r\n") && (isGranted || text.hasSuffix("}"))
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(example.answer[0]) "))
            for part in example.answer.dropFirst() { #expect(answer.contains(part), "\(answer)") }
            #expect(answer.contains("Sec-WebSocket-Protocol") == (isGranted && example.fields.contains("trace-v1")))
            #expect(answer.contains("X-Extra: 1\r\n") == isGranted)
            #expect(!answer.contains("Sec-WebSocket-Extensions"))
        }
    }

    @Test("accepts no extension")
    func extensions() async throws {
        try await withServer(handler: echoing()) { server in
            let offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
            let socket = try await server.webSocket(fields: offer)
            #expect(!socket.head.lowercased().contains("extensions"))
            #expect(try await socket.exchange(.text("a")) == [PlainFrame.text("a").unmasked])
        }
    }

    @Test("leaves the connection to further requests when it is refused")
    func refusalKeepsConnection() async throws {
        let handler: HTTPServer.Handler = { request in
            request.target.path == "/socket" ? .webSocket { _ in } : .text("plain")
        }
        try await withServer(handler: handler) { server in
            let socket = try server.connect()
            try await socket.send("GET /socket HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answers = try await socket.receive { $0.hasSuffix("plain") }
            #expect(answers.hasPrefix("HTTP/1.1 426 ") && answers.contains("HTTP/1.1 200 "))
        }
    }

    @Test("may follow other requests, and frames may follow it at once")
    func pipelined() async throws {
        let handler: HTTPServer.Handler = { request in
            guard request.target.path == "/socket" else { return .text("plain") }
            return await echoing()(request)
        }
        try await withServer(handler: handler) { server in
            let answer = try await offPool {
                let socket = try server.plainSocket()
                let head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n" + PlainWebSocket.request(target: "/socket")
                try socket.send(Array(head.utf8) + PlainFrame.text("early").bytes)
                return try socket.receive(until: "early")
            }
            #expect(answer.contains("plainHTTP/1.1 101 ") && answer.hasSuffix("\r\n\r\n\u{FFFD}\u{5}early"))
        }
    }
}
