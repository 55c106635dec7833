import HTTPEngine
import HTTPModel
import Lifecycle
import SocketTesting
import Synchronization
import Testing

/// What a client asks with, in words.
private let head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: Echo\r\n\r\n"

@Suite("A tunnel of a server", .timeLimit(.minutes(1)))
struct TunnelServerTests {
    @Test("begins with the head, carries bytes that came right behind the request, and ends when both ways have")
    func echo() async throws {
        try await withServer(handler: echoingTunnel()) { server in
            let socket = try server.plainSocket()
            let answer = try await offPool {
                try socket.send(head + "at once")
                let answer = try socket.receiveAnswer()
                let first = try socket.receive(count: 7)
                try socket.send("later")
                socket.finishSending()
                return (answer, String(decoding: first, as: UTF8.self), try socket.receiveToEnd())
            }
            #expect(answer.0.status == 101)
            #expect(answer.0.field("connection") == "Upgrade" && answer.0.field("upgrade") == "echo")
            #expect(answer.0.field("x") == "y" && answer.0.field("content-length") == nil)
            #expect(answer.1 == "at once" && answer.2 == "later")
        }
    }

    @Test("makes a client wait that sends faster than the handler reads, and loses nothing")
    func slowReader() async throws {
        let bytes = (0..<16_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let start = Gate()
        let handler: HTTPServer.Handler = { _ in
            let (writer, body) = HTTPBody.pipe()
            return .tunnel(to: "echo", body: body) { input in
                await start.wait()
                var received: [UInt8] = []
                var chunks = input.makeAsyncIterator()
                while received.count < bytes.count, let chunk = try? await chunks.next() { received += chunk }
                try? await writer.write(Array((received == bytes ? "whole" : "damaged").utf8))
                writer.finish()
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try server.connect()
            try await socket.send(head)
            _ = try await socket.receive { $0.hasSuffix("\r\n\r\n") }
            let taken = try await socket.send(bytes, untilStuckForMilliseconds: 200)
            #expect(taken < bytes.count)
            start.open()
            try await socket.send([UInt8](bytes[taken...]))
            #expect(try await socket.receive() == "whole")
        }
    }

    @Test("tells the handler when the client breaks off, and cancels it")
    func clientBreaksOff() async throws {
        let outcome = Mutex<(any Error)?>(nil)
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            .tunnel(to: "echo", body: HTTPBody.pipe().body) { input in
                do { _ = try await input.collect(upTo: 1_000) } catch { outcome.withLock { $0 = error } }
                await Gate().wait()
                ended.open()
            }
        }
        try await withServer(handler: handler) { server in
            try await offPool {
                let socket = try server.plainSocket()
                try socket.send(head)
                _ = try socket.receiveAnswer()
                socket.resetOnClose()
            }
            await ended.wait()
        }
        #expect(outcome.withLock { $0 } != nil)
    }

    @Test("says its last words to a client whose bytes nobody reads any more")
    func lastWords() async throws {
        let handler: HTTPServer.Handler = { _ in
            let (writer, body) = HTTPBody.pipe()
            return .tunnel(to: "echo", body: body) { _ in
                try? await writer.write(Array("go away".utf8))
                writer.finish()
            }
        }
        try await withServer(handler: handler) { server in
            let words = try await offPool {
                let socket = try server.plainSocket()
                try socket.send(head + String(repeating: "x", count: 1_000_000))
                _ = try socket.receiveAnswer()
                return try socket.receiveToEnd()
            }
            #expect(words == "go away")
        }
    }

    struct Refusal: Sendable {
        let request: String
        let code: String
    }

    static let refusals: [Refusal] = [
        Refusal(request: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", code: "upgrade_not_offered"),
        Refusal(request: "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: echo\r\n\r\n", code: "upgrade_not_offered"),
        Refusal(
            request: "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n",
            code: "upgrade_not_offered"
        ),
        Refusal(
            request: "GET / HTTP/1.0\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n",
            code: "upgrade_not_offered"
        ),
        Refusal(
            request: "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\nContent-Length: 1\r\n\r\nx",
            code: "malformed_handshake"
        ),
    ]

    @Test("is refused to a request that does not ask for it as it should", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        let handler: HTTPServer.Handler = { _ in
            .tunnel(to: "echo", body: .text("no")) { _ in Issue.record("the tunnel was served") }
        }
        try await withServer(handler: handler) { server in
            let answer = try await offPool {
                let socket = try server.plainSocket()
                try socket.send(refusal.request)
                return try socket.receiveAnswer()
            }
            #expect(answer.status == 400 && answer.body.contains(refusal.code))
        }
    }

    @Test("ends when nothing comes for too long, and when the server stops", arguments: [false, true])
    func ends(byStop: Bool) async throws {
        var limits = ServerLimits()
        limits.tunnels.idle = byStop ? .seconds(60) : .milliseconds(200)
        limits.tunnels.farewell = .milliseconds(100)
        try await withServer(limits: limits, handler: echoingTunnel()) { server in
            let socket = try server.plainSocket()
            try await offPool {
                try socket.send(head + "x")
                _ = try socket.receiveAnswer()
                _ = try socket.receive(count: 1)
            }
            if byStop { await server.server.stop() }
            #expect(try await offPool { try socket.receiveToEnd() }.isEmpty)
        }
    }
}

/// Sends back what comes.
func echoingTunnel() -> HTTPServer.Handler {
    { _ in
        let (writer, body) = HTTPBody.pipe()
        return .tunnel(to: "echo", fields: ["X": "y", "Connection": "x", "Upgrade": "z"], body: body) { input in
            do {
                for try await chunk in input { try await writer.write(chunk) }
                writer.finish()
            } catch {
                writer.fail(error)
            }
        }
    }
}
