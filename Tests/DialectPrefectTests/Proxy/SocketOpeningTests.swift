import HTTPModel
import ReleaseCore
import SocketTesting
import Testing

@testable import DialectPrefect

@Suite("A WebSocket that needs a token and has not shown it yet", .timeLimit(.minutes(1)))
struct SocketOpeningTests {
    private static let granted =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: prefect\r\n\r\n"

    private static let echo: ScriptedUpstream.Script = { conversation in
        try conversation.request()
        try conversation.answer(granted)
        let socket = PlainWebSocket(on: conversation.socket)
        while let frame = try socket.receive() { try socket.send(frame.unmasked) }
    }

    private static func settings(_ openings: OpeningLimits) -> ProxyUnderTest.Settings {
        .with {
            $0.policy = .token
            $0.openings = openings
        }
    }

    private static func asking(_ proxy: ProxyUnderTest, token: String? = nil) throws -> PlainSocket {
        let socket = try proxy.socket()
        let fields = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        try socket.send(
            "GET /api/events/in HTTP/1.1\r\nHost: \(proxy.host)\r\n\(fields)\(SocketPassageTests.handshake)\r\n"
        )
        return socket
    }

    private static func open(_ proxy: ProxyUnderTest, token: String? = nil) throws -> PlainWebSocket {
        let socket = try asking(proxy, token: token)
        #expect(try socket.receiveAnswer().status == 101)
        return PlainWebSocket(on: socket)
    }

    @Test("is closed in time, however much it pings, and the server's end too; one whose handshake had it stays")
    func patience() async throws {
        let gone = Handover()
        let script: ScriptedUpstream.Script = { conversation in
            guard conversation.number > 0 else { return try Self.echo(conversation) }
            try conversation.request()
            try conversation.answer(Self.granted)
            while try !conversation.socket.receiveSome().isEmpty {}
            gone.give("gone")
        }
        let settings = Self.settings(OpeningLimits(patience: .milliseconds(200)))
        try await ProxyUnderTest.run(settings, script: script) { proxy in
            let token = try await proxy.token(.deploy)
            let (frames, end, echoed) = try await offPool {
                let known = try Self.open(proxy, token: token)
                let silent = try Self.open(proxy)
                try silent.send(.ping("a"))
                let frames = try silent.receiveToEnd()
                try known.send(.text("{\"type\":\"auth\"}"))
                return (frames, try gone.take(), try known.receive())
            }
            #expect(frames.map(\.closeCode) == [1008] && end == "gone")
            let reason = String(decoding: frames.first?.payload.dropFirst(2) ?? [], as: UTF8.self)
            #expect(reason == "The first message did not come in time.")
            #expect(echoed?.payload == Array("{\"token\":null,\"type\":\"auth\"}".utf8))
        }
    }

    @Test("is one of a limited number, which neither those count that have shown it nor those that are gone")
    func places() async throws {
        try await ProxyUnderTest.run(Self.settings(OpeningLimits(places: 1)), script: Self.echo) { proxy in
            let token = try await proxy.token(.deploy)
            let auth = PlainFrame.text("{\"token\":\"\(token)\",\"type\":\"auth\"}")
            let (refusal, echoes) = try await offPool {
                let first = try Self.open(proxy)
                let refusal = try Self.asking(proxy).receiveAnswer()
                let known = try Self.open(proxy, token: token)
                try first.send(auth)
                var echoes = [try first.receive()]
                let wrong = try Self.open(proxy)
                try wrong.send(.text("{}"))
                #expect(try wrong.receiveToEnd().map(\.closeCode) == [1008])
                let third = try Self.open(proxy)
                try third.send(auth)
                try known.send(auth)
                echoes += [try third.receive(), try known.receive()]
                return (refusal, echoes)
            }
            #expect(refusal.status == 503 && refusal.body.contains("sockets_busy"))
            #expect(echoes.allSatisfy { $0?.payload == Array("{\"token\":null,\"type\":\"auth\"}".utf8) })
            #expect(proxy.upstream.requests.count == 4)
        }
    }

    @Test("leaves its place where the server opens none", arguments: ["403 Forbidden", "200 OK"])
    func refused(status: String) async throws {
        let gone = Handover()
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            guard status == "200 OK" else { return try conversation.answer(status, "") }
            // Opened, but in no protocol in which somebody says who it is.
            try conversation.answer(Self.granted.replacing("Sec-WebSocket-Protocol: prefect\r\n", with: ""))
            gone.give(try conversation.socket.receiveSome().isEmpty ? "gone" : "not gone")
        }
        try await ProxyUnderTest.run(Self.settings(OpeningLimits(places: 1)), script: script) { proxy in
            for _ in 0..<3 {
                let answer = try await proxy.answer("GET", "/api/events/in", fields: SocketPassageTests.handshake)
                #expect(answer.status == 401)
                if status == "200 OK" { #expect(try await offPool { try gone.take() } == "gone") }
            }
        }
    }

    @Test("has ten seconds by default, and 63 others beside it")
    func defaults() {
        #expect(OpeningLimits() == OpeningLimits(patience: .seconds(10), places: 64))
    }
}
