import HTTPEngine
import HTTPModel
import Lifecycle
import SocketTesting
import Synchronization
import Testing

@Suite("A WebSocket under strain", .timeLimit(.minutes(1)))
struct WebSocketFlowTests {
    static let chunk = [UInt8](repeating: 0x61, count: 50_000)

    /// What the system's own buffers of a Unix socket may hold, generously.
    static let systemBytes = 600_000

    @Test("sends no more than the client reads")
    func slowClient() async throws {
        let sent = Atomic<Int>(0)
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                for _ in 0..<100 {
                    try await session.send(.binary(Self.chunk))
                    sent.wrappingAdd(1, ordering: .sequentiallyConsistent)
                }
            }
        }
        try await withServer(overUnix: true, handler: handler) { server in
            let socket = try await server.webSocket()
            for read in 0..<100 {
                let ahead = (sent.load(ordering: .sequentiallyConsistent) - read) * Self.chunk.count
                #expect(ahead <= WebSocketOptions().outgoingBytes + Self.chunk.count + Self.systemBytes)
                #expect(try await socket.next()?.payload.count == Self.chunk.count)
            }
            #expect(try await socket.next()?.closeCode == 1000)
        }
    }

    /// Limits by which a client that reads nothing is given up soon.
    private var impatient: ServerLimits {
        var limits = ServerLimits()
        // Time enough for all senders to come.
        limits.writeTimeout = .seconds(1)
        limits.slowestBytesPerSecond = 100_000_000
        return limits
    }

    @Test("gives up on a client that reads nothing, and tells the sender")
    func deafClient() async throws {
        let failure = Mutex<WebSocketSendError?>(nil)
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                do throws(WebSocketSendError) {
                    while true { try await session.send(.binary(Self.chunk)) }
                } catch {
                    failure.withLock { $0 = error }
                }
                ended.open()
            }
        }
        try await withServer(overUnix: true, limits: impatient, handler: handler) { server in
            let socket = try await server.webSocket()
            await ended.wait()
            #expect(failure.withLock { $0 } == .closed(WebSocketClosing(.abnormal)))
            withExtendedLifetime(socket) {}
        }
    }

    @Test("lets only so many tasks wait for a client")
    func manySenders() async throws {
        let outcomes = Mutex<[WebSocketSendError?]>([])
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                let all = await withTaskGroup(of: WebSocketSendError?.self) { group in
                    for _ in 0..<320 { group.addTask { await Self.failure(of: session) } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                outcomes.withLock { $0 = all }
                ended.open()
            }
        }
        try await withServer(overUnix: true, limits: impatient, handler: handler) { server in
            let socket = try await server.webSocket()
            await ended.wait()
            let all = outcomes.withLock { $0 }
            #expect(all.count { $0 == nil } < 40)
            #expect(all.count { $0 == .closed(WebSocketClosing(.abnormal)) } >= 256)
            #expect(all.contains(.tooManySenders))
            withExtendedLifetime(socket) {}
        }
    }

    /// Sends a chunk; returns why it could not.
    private static func failure(of session: WebSocketSession) async -> WebSocketSendError? {
        do throws(WebSocketSendError) {
            try await session.send(.binary(chunk))
            return nil
        } catch {
            return error
        }
    }

    @Test("takes no more than fits until the handler receives")
    func slowHandler() async throws {
        let gate = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                await gate.wait()
                var count = 0
                while let message = try await session.receive(), message != .text("end") { count += 1 }
                try await session.send(.text("<\(count)>"))
            }
        }
        try await withServer(overUnix: true, handler: handler) { server in
            let flood = Self.copies(of: .binary([UInt8](repeating: 1, count: 1_000)), count: 2_000)
            let socket = try await upgraded(server)
            let taken = try await socket.send(flood, untilStuckForMilliseconds: 300)
            #expect(taken < 1_000_000)
            gate.open()
            try await socket.send(Array(flood[taken...]) + PlainFrame.text("end").bytes)
            #expect(try await socket.receive { $0.contains(">") }.contains("<2000>"))
        }
    }

    @Test("makes a client that pings and does not read wait")
    func pingFlood() async throws {
        let options = WebSocketOptions.with { $0.outgoingBytes = 10_000 }
        try await withServer(overUnix: true, handler: echoing(options)) { server in
            let flood = Self.copies(of: .ping(String(repeating: "x", count: 125)), count: 20_000)
            let socket = try await upgraded(server)
            #expect(try await socket.send(flood, untilStuckForMilliseconds: 300) < 2_000_000)
        }
    }

    private static func copies(of frame: PlainFrame, count: Int) -> [UInt8] {
        let bytes = frame.bytes
        return (0..<count).flatMap { _ in bytes }
    }

    private func upgraded(_ server: RunningServer) async throws -> RawSocket {
        let socket = try server.connect()
        try await socket.send(PlainWebSocket.request())
        _ = try await socket.receive { $0.hasSuffix("\r\n\r\n") }
        return socket
    }

    @Test("asks a silent client whether it lives, and gives it up if it does not answer")
    func silentClient() async throws {
        let ended = Gate()
        let options = WebSocketOptions.with { $0.pingInterval = .milliseconds(20) }
        let handler: HTTPServer.Handler = { _ in
            .webSocket(options: options) { session in
                let message = try await session.receive()
                #expect(message == nil)
                ended.open()
            }
        }
        try await withServer(handler: handler) { server in
            let frames = try await server.webSocket().lastWords()
            #expect(frames == [PlainFrame.ping("").unmasked])
            await ended.wait()
        }
    }

    @Test("keeps a client that answers pings, whatever the limits of requests are")
    func patientClient() async throws {
        var limits = ServerLimits()
        (limits.headTimeout, limits.bodyTimeout) = (.milliseconds(1), .milliseconds(1))
        limits.idleTimeout = .seconds(1)
        let options = WebSocketOptions.with { $0.pingInterval = .milliseconds(1_500) }
        try await withServer(limits: limits, handler: echoing(options)) { server in
            let socket = try await server.webSocket()
            for _ in 0..<2 {
                #expect(try await socket.next() == PlainFrame.ping("").unmasked)
                try socket.send(.pong(""))
            }
            #expect(try await socket.next() == PlainFrame.ping("").unmasked)
            #expect(try await socket.exchange(.text("here")) == [PlainFrame.text("here").unmasked])
        }
    }

    @Test("is told when the server stops, which waits for its answer but not for ever", arguments: [true, false])
    func stop(answers: Bool) async throws {
        let (begun, ended) = (Gate(), Gate())
        let options = WebSocketOptions.with { $0.closeTimeout = answers ? .seconds(60) : .milliseconds(20) }
        let handler: HTTPServer.Handler = { _ in
            .webSocket(options: options) { session in
                begun.open()
                await Gate().wait()
                #expect(Task.isCancelled && session.closing?.code == .goingAway)
                ended.open()
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            await begun.wait()
            async let stopping: Void = server.server.stop()
            #expect(try await socket.next()?.closeCode == 1001)
            await ended.wait()
            if answers { try socket.send(.close(1001)) }
            #expect(try await socket.lastWords().isEmpty)
            await stopping
        }
    }

    @Test("is told also when the server is ended at once")
    func end() async throws {
        let opened = Mutex<PlainWebSocket?>(nil)
        let ended = Atomic<Bool>(false)
        let handler: HTTPServer.Handler = { _ in
            .webSocket { _ in
                await Gate().wait()
                ended.store(true, ordering: .relaxed)
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            opened.withLock { $0 = socket }
        }
        let hasEnded = ended.load(ordering: .relaxed)
        #expect(hasEnded)
        let socket = try #require(opened.withLock { $0 })
        #expect(try await socket.lastWords().map(\.closeCode) == [1001])
    }

    @Test("is not begun any more by a server that is stopping")
    func tooLate() async throws {
        let (begun, gate) = (Gate(), Gate())
        let handler: HTTPServer.Handler = { request in
            guard request.target.path == "/socket" else { return .text("answer") }
            begun.open()
            await gate.wait()
            return .webSocket { _ in Issue.record("served") }
        }
        try await withServer(handler: handler) { server in
            let idle = try server.connect()
            try await idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await idle.receive { $0.hasSuffix("answer") }
            let socket = try server.connect()
            try await socket.send(PlainWebSocket.request(target: "/socket"))
            await begun.wait()
            async let stopping: Void = server.server.stop()
            #expect(try await idle.receive().isEmpty)
            gate.open()
            let answer = try await socket.receive()
            #expect(answer.hasPrefix("HTTP/1.1 503 ") && answer.contains("server_stopping"))
            await stopping
        }
    }
}
