import HTTPModel
import ReleaseCore
import SocketTesting
import Testing

@testable import DialectPrefect

@Suite("A WebSocket through the proxy", .timeLimit(.minutes(1)))
struct SocketPassageTests {
    static let handshake =
        "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: prefect\r\n"
        + "Sec-WebSocket-Extensions: permessage-deflate\r\n"

    private static let granted =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: prefect\r\n"
        + "access-control-allow-origin: *\r\n\r\n"

    private static let guarded = ProxyUnderTest.Settings.with {
        $0.credential = UpstreamCredential(authString: "admin:secret")
    }

    /// Grants the WebSocket, answers the first text by what it was, then echoes until the proxy closes.
    private static let echo: ScriptedUpstream.Script = { conversation in
        try conversation.request()
        try conversation.answer(granted)
        let socket = PlainWebSocket(on: conversation.socket)
        while let frame = try socket.receive() { try socket.send(frame.unmasked) }
    }

    /// A client's WebSocket after its handshake.
    private static func open(
        _ proxy: ProxyUnderTest,
        path: String = "/api/events/in",
        fields: String = ""
    ) throws -> PlainWebSocket {
        let socket = try proxy.socket()
        try socket.send("GET \(path) HTTP/1.1\r\nHost: \(proxy.host)\r\n\(fields)\(handshake)\r\n")
        let answer = try socket.receiveAnswer()
        #expect(answer.status == 101 && answer.field("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(answer.field("sec-websocket-protocol") == "prefect" && answer.field("upgrade") == "websocket")
        #expect(answer.field("access-control-allow-origin") == nil)
        return PlainWebSocket(on: socket)
    }

    @Test("asks for no extension, pings before it speaks, and then carries whatever it likes")
    func passes() async throws {
        try await ProxyUnderTest.run(script: Self.echo) { proxy in
            let auth = PlainFrame.text("{\"type\":\"auth\",\"token\":null}")
            let large = PlainFrame.binary([UInt8](repeating: 7, count: 300_000))
            let broken = PlainFrame(first: 0x01, [1, 2])
            let frames = try await offPool {
                let socket = try Self.open(proxy)
                var frames: [PlainFrame?] = []
                for frame in [PlainFrame.ping("are you there"), auth, large, broken, .close(1000)] {
                    try socket.send(frame)
                    frames.append(try socket.receive())
                }
                return frames
            }
            let expected = [PlainFrame.ping("are you there"), auth, large, broken, .close(1000)].map(\.unmasked)
            #expect(frames == expected)
            let request = try #require(proxy.upstream.requests.first)
            #expect(request.contains("Upgrade: websocket\r\n") && request.contains("Connection: Upgrade\r\n"))
            #expect(request.contains("Sec-WebSocket-Protocol: prefect\r\n") && !request.contains("Extensions"))
        }
    }

    @Test("carries what comes in one packet with the first message, and a first message in many")
    func cuts() async throws {
        try await ProxyUnderTest.run(script: Self.echo) { proxy in
            let auth = PlainFrame.text("{\"type\":\"auth\",\"token\":\"other\"}")
            let frames = try await offPool {
                let together = try Self.open(proxy)
                try together.send(.ping("a"), auth, .text("b"), .text("c"))
                var frames = try (0..<4).map { _ in try together.receive() }
                let apart = try Self.open(proxy)
                for byte in auth.bytes { try apart.socket.send([byte]) }
                frames.append(try apart.receive())
                return frames
            }
            #expect(frames == [PlainFrame.ping("a"), auth, .text("b"), .text("c"), auth].map(\.unmasked))
        }
    }

    @Test(
        "that brings a token of ours gets our credential in its place, or none",
        arguments: [false, true],
        ["", "\\t"]
    )
    func replaces(isGuarded: Bool, space: String) async throws {
        try await ProxyUnderTest.run(isGuarded ? Self.guarded : .init(), script: Self.echo) { proxy in
            let token = try await proxy.token(.deploy)
            let echoed = try await offPool {
                let socket = try Self.open(proxy)
                try socket.send(.text("{\"token\": \"\(space)\(token)\", \"type\": \"auth\"}"))
                return try socket.receive()
            }
            let text = String(decoding: try #require(echoed).payload, as: UTF8.self)
            #expect(text == "{\"token\":\(isGuarded ? "\"admin:secret\"" : "null"),\"type\":\"auth\"}")
        }
    }

    @Test("whose handshake brings the token needs none in its first message")
    func handshakeToken() async throws {
        var settings = Self.guarded
        settings.policy = .token
        try await ProxyUnderTest.run(settings, script: Self.echo) { proxy in
            let fields = "Authorization: Bearer \(try await proxy.token(.read))\r\n"
            let echoed = try await offPool {
                let socket = try Self.open(proxy, path: "/api/events/out", fields: fields)
                try socket.send(.text("{\"type\":\"auth\",\"token\":null}"))
                return try socket.receive()
            }
            #expect(echoed?.payload == Array("{\"token\":\"admin:secret\",\"type\":\"auth\"}".utf8))
            #expect(proxy.upstream.requests.first?.contains("Authorization: Basic YWRtaW46c2VjcmV0\r\n") == true)
        }
    }

    struct Refusal: Sendable {
        let frame: PlainFrame
        var policy = Door.Policy.anyone
        let code: Int
        let reason: String
    }

    static let refusals: [Refusal] = [
        Refusal(
            frame: .text("{\"type\":\"auth\",\"token\":\"slc_unknown\"}"),
            code: 1008,
            reason: "The token is not known"
        ),
        Refusal(frame: .text("{\"type\":\"auth\",\"token\":\"READ\"}"), code: 1008, reason: "The token does not have"),
        Refusal(frame: .text("{\"type\":\"filter\"}"), code: 1008, reason: "Expected 'auth' message"),
        Refusal(frame: .text("no JSON"), code: 1008, reason: "Expected 'auth' message"),
        Refusal(frame: .binary([1]), code: 1008, reason: "The first message must"),
        Refusal(frame: PlainFrame(first: 0x01, Array("{".utf8)), code: 1008, reason: "The first message must"),
        Refusal(frame: .text(String(repeating: "x", count: 65_537)), code: 1008, reason: "The first message has more"),
        Refusal(frame: PlainFrame.text("{}").unmasked, code: 1002, reason: "a malformed frame"),
        Refusal(frame: PlainFrame(first: 0xC1, [1]), code: 1002, reason: "a malformed frame"),
        Refusal(frame: .text("{\"type\":\"auth\",\"token\":null}"), policy: .token, code: 1008, reason: "A token of"),
        Refusal(
            frame: .text("{\"type\":\"auth\",\"token\":\"admin:secret\"}"),
            policy: .token,
            code: 1008,
            reason: "A token of"
        ),
    ]

    @Test(
        "is closed, and says why, when it does not say properly who it is; the server never hears it",
        arguments: refusals
    )
    func refused(refusal: Refusal) async throws {
        var settings = Self.guarded
        settings.policy = refusal.policy
        let heard = Handover()
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer(Self.granted)
            let bytes = try? conversation.socket.receiveSome()
            heard.give(String(decoding: bytes ?? [], as: UTF8.self))
        }
        try await ProxyUnderTest.run(settings, script: script) { proxy in
            let read = try await proxy.token(.read)
            let text = String(decoding: refusal.frame.payload, as: UTF8.self).replacing("READ", with: read)
            let frame = PlainFrame(
                first: refusal.frame.first,
                refusal.frame.first == 0x82 ? refusal.frame.payload : Array(text.utf8),
                mask: refusal.frame.mask
            )
            let frames = try await offPool {
                let socket = try Self.open(proxy)
                try socket.send(frame)
                let frames = try socket.receiveToEnd()
                return (frames, try heard.take())
            }
            #expect(frames.0.map(\.closeCode) == [refusal.code])
            let reason = String(decoding: frames.0.first?.payload.dropFirst(2) ?? [], as: UTF8.self)
            #expect(reason.hasPrefix(refusal.reason))
            #expect(frames.1.isEmpty)
        }
    }

    struct Unvouched: Sendable {
        let handshake: String
        /// What the server says, were it asked.
        let answer: String
    }

    static let unvouched: [Unvouched] = [
        Unvouched(handshake: handshake.replacing("Sec-WebSocket-Protocol: prefect\r\n", with: ""), answer: granted),
        Unvouched(handshake: handshake, answer: granted.replacing("Sec-WebSocket-Protocol: prefect\r\n", with: "")),
        Unvouched(handshake: handshake, answer: "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"),
        Unvouched(handshake: handshake.replacing("websocket", with: "h2c"), answer: "HTTP/1.1 200 OK\r\n\r\nsecret"),
    ]

    @Test("cannot get round the need of a token", arguments: unvouched)
    func notRound(unvouched: Unvouched) async throws {
        let settings = ProxyUnderTest.Settings.with { $0.policy = .token }
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer(unvouched.answer)
            _ = try conversation.socket.receiveSome()
        }
        try await ProxyUnderTest.run(settings, script: script) { proxy in
            let answer = try await proxy.answer("GET", "/api/events/out", fields: unvouched.handshake)
            #expect(answer.status == 401 && !answer.body.contains("secret"))
        }
    }

    @Test("is passed on as it is in other protocols, and refused as the server refuses it")
    func others() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            if conversation.number == 0 { return try conversation.answer("403 Forbidden", "no") }
            try conversation.answer(Self.granted.replacing("Sec-WebSocket-Protocol: prefect\r\n", with: ""))
            let bytes = try conversation.socket.receive(count: 5)
            try conversation.socket.send(bytes)
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let refused = try await proxy.answer("GET", "/api/nothing", fields: Self.handshake)
            #expect(refused.status == 403 && refused.body == "no")
            let echoed = try await offPool {
                let socket = try proxy.socket()
                try socket.send("GET /api/x HTTP/1.1\r\nHost: \(proxy.host)\r\n\(Self.handshake)\r\nbytes")
                _ = try socket.receiveAnswer()
                return try socket.receiveToEnd()
            }
            #expect(echoed == "bytes")
        }
    }

    @Test("whose one side has said all is carried to its end the other way", arguments: [true, false])
    func halfCloses(byClient: Bool) async throws {
        let heard = Handover()
        let plain = { (text: String) in text.replacing("Sec-WebSocket-Protocol: prefect\r\n", with: "") }
        let (handshake, granted) = (plain(Self.handshake), plain(Self.granted))
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer(granted)
            if !byClient { conversation.socket.finishSending() }
            heard.give(try conversation.socket.receiveToEnd())
            if byClient { try conversation.socket.send("late answer") }
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let texts = try await offPool {
                let socket = try proxy.socket()
                try socket.send("GET /api/x HTTP/1.1\r\nHost: \(proxy.host)\r\n\(handshake)\r\n")
                _ = try socket.receiveAnswer()
                let early = byClient ? "" : try socket.receiveToEnd()
                try socket.send("late question")
                socket.finishSending()
                return [early, try heard.take(), byClient ? try socket.receiveToEnd() : ""]
            }
            #expect(texts == ["", "late question", byClient ? "late answer" : ""])
        }
    }

    @Test("ends on both sides when one ends")
    func ends() async throws {
        let gone = Handover()
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer(Self.granted)
            if conversation.number == 0 {
                // The proxy ends its side when the client has gone.
                gone.give(try conversation.socket.receiveSome().isEmpty ? "gone" : "not gone")
            }
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let ends = try await offPool {
                let socket = try Self.open(proxy).socket
                socket.disconnect()
                let first = try gone.take()
                return (first, try Self.open(proxy).socket.receiveToEnd())
            }
            #expect(ends.0 == "gone" && ends.1.isEmpty)
        }
    }
}
