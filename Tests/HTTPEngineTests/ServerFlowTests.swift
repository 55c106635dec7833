import HTTPEngine
import HTTPModel
import Lifecycle
import Synchronization
import Testing

@Suite("A server under strain", .timeLimit(.minutes(1)))
struct ServerFlowTests {
    /// Waits until the gate opens; the task's cancellation ends the wait, too.
    private func handler(_ gate: Gate, then: @escaping HTTPServer.Handler) -> HTTPServer.Handler {
        { request in
            await gate.wait()
            return await then(request)
        }
    }

    @Test("takes no more of a body than fits, until the handler reads it")
    func slowHandler() async throws {
        let gate = Gate()
        try await withServer(overUnix: true, handler: handler(gate, then: echo)) { server in
            let size = 8_000_000
            let socket = try server.connect()
            try await socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\nConnection: close\r\n\r\n")
            let body = [UInt8](repeating: 0x61, count: size)
            let taken = try await socket.send(body, untilStuckForMilliseconds: 300)
            #expect(taken < 1_500_000)
            gate.open()
            try await socket.send(Array(body[taken...]))
            #expect(try await socket.receive().hasSuffix(String(repeating: "a", count: 1000)))
        }
    }

    @Test("makes no more of an answer than the client takes, and gives up on one that takes nothing")
    func slowClient() async throws {
        let chunk = [UInt8](repeating: 0x61, count: 50_000)
        let pulled = Atomic<Int>(0)
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            let end = EndOfLife(ended)
            return HTTPResponse(
                .ok,
                body: .stream {
                    withExtendedLifetime(end) {}
                    pulled.wrappingAdd(1, ordering: .relaxed)
                    return chunk
                }
            )
        }
        var limits = ServerLimits()
        limits.writeTimeout = .milliseconds(100)
        limits.slowestBytesPerSecond = 100_000_000
        try await withServer(overUnix: true, limits: limits, handler: handler) { server in
            let socket = try server.connect()
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await ended.wait()
            #expect(pulled.load(ordering: .relaxed) < 40)
            withExtendedLifetime(socket) {}
        }
    }

    @Test("cancels the handler when the client goes away")
    func disconnect() async throws {
        let begun = Gate()
        let cancelled = Gate()
        let handler: HTTPServer.Handler = { _ in
            begun.open()
            await Gate().wait()
            if Task.isCancelled { cancelled.open() }
            return .text("nobody reads this")
        }
        try await withServer(handler: handler) { server in
            let socket = try server.connect()
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await begun.wait()
            socket.close()
            await cancelled.wait()
        }
    }

    @Test("ends a body whose client goes away")
    func disconnectInBody() async throws {
        let failed = Gate()
        let begun = Gate()
        let handler: HTTPServer.Handler = { request in
            var body = request.body.makeAsyncIterator()
            do {
                _ = try await body.next()
                begun.open()
                while try await body.next() != nil {}
            } catch {
                failed.open()
            }
            return .text("")
        }
        try await withServer(handler: handler) { server in
            let socket = try server.connect()
            try await socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
            await begun.wait()
            socket.close()
            await failed.wait()
        }
    }

    struct Slowness: Sendable {
        let sent: String
        let answer: String
        /// The limit that it meets, and its length: time enough to say what is said before.
        let limit: any WritableKeyPath<ServerLimits, Duration> & Sendable
        var length = Duration.milliseconds(50)
    }

    @Test(
        "gives up on clients that are too slow",
        arguments: [
            Slowness(sent: "", answer: "", limit: \.idleTimeout),
            Slowness(sent: "GET / HTTP/1.1\r\nHo", answer: "HTTP/1.1 408 ", limit: \.headTimeout),
            Slowness(
                sent: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
                answer: "HTTP/1.1 408 ",
                limit: \.bodyTimeout
            ),
            Slowness(
                sent: "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                answer: "HTTP/1.1 200 ",
                limit: \.idleTimeout,
                length: .seconds(1)
            ),
        ]
    )
    func timeouts(slowness: Slowness) async throws {
        var limits = ServerLimits()
        limits[keyPath: slowness.limit] = slowness.length
        try await withServer(limits: limits, handler: echo) { server in
            let answer = try await server.connect().answer(to: slowness.sent)
            #expect(slowness.answer.isEmpty ? answer.isEmpty : answer.hasPrefix(slowness.answer))
        }
    }

    @Test("does not hurry a handler")
    func slowHandlerIsNoTimeout() async throws {
        var limits = ServerLimits()
        (limits.headTimeout, limits.bodyTimeout) = (.milliseconds(1), .milliseconds(1))
        limits.idleTimeout = .seconds(1)
        let gate = Gate()
        try await withServer(limits: limits, handler: handler(gate, then: echo)) { server in
            let socket = try server.connect()
            try await socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            // Two clients that say nothing outlast two sweeps of the deadlines.
            for _ in 0..<2 { #expect(try await server.connect().receive().isEmpty) }
            gate.open()
            #expect(try await socket.receive { $0.hasSuffix("abc") }.hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test("has no more connections than it may")
    func connectionLimit() async throws {
        var limits = ServerLimits()
        limits.connections = 2
        try await withServer(limits: limits, handler: echo) { server in
            let kept = [try server.connect(), try server.connect()]
            for socket in kept {
                try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try await socket.receive { $0.hasSuffix("\r\n\r\n") }
            }
            #expect(try await server.connect().receive().isEmpty)
            kept[0].close()
            // The place is free as soon as the loop has seen the close; until then newcomers are closed or reset.
            var answer: String?
            while answer?.isEmpty ?? true {
                let request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                answer = try? await server.connect().answer(to: request)
            }
            #expect(answer?.hasPrefix("HTTP/1.1 200 OK") == true)
        }
    }

    @Test("stops when the requests in hand are answered, and takes no new ones")
    func gracefulStop() async throws {
        let (begun, gate) = (Gate(), Gate())
        let handler: HTTPServer.Handler = { request in
            if request.target.path == "/slow" {
                begun.open()
                await gate.wait()
            }
            return .text("answer")
        }
        try await withServer(handler: handler) { server in
            let idle = try server.connect()
            try await idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await idle.receive { $0.hasSuffix("answer") }
            let busy = try server.connect()
            try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await begun.wait()
            async let stopping: Void = server.server.stop()
            #expect(try await idle.receive().isEmpty)
            gate.open()
            let answer = try await busy.receive()
            #expect(answer.contains("Connection: close\r\n") && answer.hasSuffix("answer"))
            await stopping
        }
    }

    @Test("cancels its handlers when it is cancelled, and does not end before them")
    func cancellation() async throws {
        let begun = Gate()
        let ended = Atomic<Bool>(false)
        let handler: HTTPServer.Handler = { _ in
            begun.open()
            await Gate().wait()
            for _ in 0..<100 { await Task.yield() }
            ended.store(true, ordering: .relaxed)
            return .text("")
        }
        try await withServer(handler: handler) { server in
            let socket = try server.connect()
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await begun.wait()
        }
        let hasEnded = ended.load(ordering: .relaxed)
        #expect(hasEnded)
    }
}

/// Opens a gate when its last reference goes.
final class EndOfLife: Sendable {
    private let gate: Gate

    init(_ gate: Gate) {
        self.gate = gate
    }

    deinit {
        gate.open()
    }
}
