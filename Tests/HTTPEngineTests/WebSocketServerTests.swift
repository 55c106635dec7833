import HTTPEngine
import HTTPModel
import Lifecycle
import SocketTesting
import Synchronization
import Testing

@Suite("A WebSocket of a server", .timeLimit(.minutes(1)))
struct WebSocketServerTests {
    @Test("carries messages both ways, in order, in one piece or many", arguments: [false, true])
    func echo(overUnix: Bool) async throws {
        let options = WebSocketOptions.with { $0.messageBytes = 200_000 }
        try await withServer(overUnix: overUnix, handler: echoing(options)) { server in
            let socket = try await server.webSocket()
            let sizes = [0, 1, 125, 126, 65_535, 65_536, 200_000]
            for size in sizes {
                let frame = PlainFrame.binary([UInt8](repeating: 7, count: size))
                #expect(try await socket.exchange(frame) == [frame.unmasked], "\(size) bytes")
            }
            let answers = try await offPool {
                try socket.send(PlainFrame(first: 0x01, [0xC3]), .ping("hey"), PlainFrame(first: 0x80, [0xA4]))
                return [try socket.receive(), try socket.receive()]
            }
            #expect(answers == [PlainFrame.pong("hey").unmasked, PlainFrame.text("ä").unmasked])
        }
    }

    @Test("sends what the handler says without being asked, from several tasks")
    func events() async throws {
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                await withThrowingTaskGroup(of: Void.self) { group in
                    for index in 0..<100 { group.addTask { try await session.send(.text("\(index)")) } }
                }
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            let frames = try await offPool { try (0...100).map { _ in try socket.receive() } }
            #expect(Set(frames.dropLast().map { $0?.payload }) == Set((0..<100).map { Array("\($0)".utf8) }))
            #expect(frames.last == PlainFrame.close(1000).unmasked)
            #expect(try await socket.lastWords(to: .close(1000)).isEmpty)
        }
    }

    struct Fault: Sendable {
        let frames: [PlainFrame]
        let code: Int
    }

    static let faults: [Fault] = [
        Fault(frames: [PlainFrame(first: 0xC1)], code: 1002),
        Fault(frames: [PlainFrame(first: 0x83)], code: 1002),
        Fault(frames: [PlainFrame.text("a").unmasked], code: 1002),
        Fault(frames: [PlainFrame(first: 0x80)], code: 1002),
        Fault(frames: [.close(1005)], code: 1002),
        Fault(frames: [PlainFrame(first: 0x81, [0xFF])], code: 1007),
        Fault(frames: [.binary([UInt8](repeating: 0, count: 65_537))], code: 1009),
        Fault(
            frames: [PlainFrame(first: 0x02, [UInt8](repeating: 0, count: 65_536)), PlainFrame(first: 0x80, [1])],
            code: 1009
        ),
    ]

    @Test("is closed upon a fault, with the code that says which", arguments: faults)
    func refusesFaults(fault: Fault) async throws {
        let seen = Mutex<WebSocketClosing?>(nil)
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                let message = try await session.receive()
                #expect(message == nil)
                // Ends by cancellation alone.
                await Gate().wait()
                seen.withLock { $0 = session.closing }
                ended.open()
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            let frames = try await offPool {
                for frame in fault.frames { try socket.send(frame) }
                return try socket.receiveToEnd()
            }
            #expect(frames.count == 1 && frames.first?.closeCode == fault.code)
            await ended.wait()
            #expect(seen.withLock { $0?.code.number } == fault.code)
        }
    }

    @Test("takes unmasked frames where the handler lets it, and answers without a mask")
    func unmasked() async throws {
        let options = WebSocketOptions.with { $0.acceptsUnmaskedFrames = true }
        try await withServer(handler: echoing(options, protocol: "trace-v1")) { server in
            let socket = try await server.webSocket(fields: "Sec-WebSocket-Protocol: trace-v1\r\n")
            let debug = PlainFrame.text("{\"debug\":false}").unmasked
            #expect(try await socket.exchange(debug, .text("x")) == [debug, PlainFrame.text("x").unmasked])
            #expect(try await socket.lastWords(to: PlainFrame.close().unmasked) == [PlainFrame.close().unmasked])
        }
    }

    @Test("answers a close with the same code", arguments: [nil, 1000, 1001, 3000, 4999])
    func clientCloses(code: Int?) async throws {
        let reasons = Mutex<[WebSocketClosing?]>([])
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                while try await session.receive() != nil {}
                await #expect(throws: WebSocketSendError.self) { try await session.send(.text("too late")) }
                reasons.withLock { $0.append(session.closing) }
                ended.open()
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            let close = code.map { PlainFrame.close($0, "bye") } ?? .close()
            let frames = try await socket.lastWords(to: .text("last"), close, .text("after the end"))
            #expect(frames.map(\.closeCode) == [code] && frames.first?.first == 0x88)
            await ended.wait()
            let closing = WebSocketClosing(
                code.flatMap { WebSocketCloseCode($0) } ?? .noStatus,
                reason: code == nil ? "" : "bye"
            )
            #expect(reasons.withLock { $0 } == [closing])
        }
    }

    struct Failure: Error {}

    @Test("is closed when the handler is done, fails, or says so", arguments: [(0, 1000), (1, 1011), (2, 4321)])
    func handlerCloses(way: Int, code: Int) async throws {
        let checked = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                defer { checked.open() }
                try await session.send(.text("hello"))
                if way == 1 { throw Failure() }
                guard way == 2, let code = WebSocketCloseCode(4321) else { return }
                session.close(code, reason: String(repeating: "ü", count: 100))
                session.close(.policyViolation)
                #expect(try await session.receive() == nil)
                #expect(!Task.isCancelled)
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            #expect(try await socket.next() == PlainFrame.text("hello").unmasked)
            let close = try await socket.next()
            #expect(close?.closeCode == code && (close?.payload.count ?? 0) <= 125)
            #expect(way != 2 || String(validating: close?.payload.dropFirst(2) ?? [], as: UTF8.self)?.count == 61)
            await checked.wait()
            #expect(try await socket.lastWords(to: .text("ignored"), .ping("too"), .close(code)).isEmpty)
        }
    }

    @Test("gives a client that does not answer the close no more than its time")
    func unansweredClose() async throws {
        let options = WebSocketOptions.with { $0.closeTimeout = .milliseconds(50) }
        try await withServer(handler: { _ in .webSocket(options: options) { _ in } }) { server in
            let frames = try await server.webSocket().lastWords()
            #expect(frames == [PlainFrame.close(1000).unmasked])
        }
    }

    @Test("cancels the handler when the client goes away", arguments: [false, true])
    func clientGoes(isReset: Bool) async throws {
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                await Gate().wait()
                #expect(Task.isCancelled && session.closing?.code == .abnormal)
                ended.open()
            }
        }
        try await withServer(handler: handler) { server in
            try await offPool {
                let socket = try PlainWebSocket(over: try server.plainSocket())
                if isReset { socket.socket.resetOnClose() } else { socket.socket.disconnect() }
            }
            await ended.wait()
        }
    }

    @Test("ends a wait for messages when the waiting task alone is cancelled")
    func cancelledReceiver() async throws {
        let handler: HTTPServer.Handler = { _ in
            .webSocket { session in
                let receiver = Task { try await session.receive() }
                receiver.cancel()
                await #expect(throws: CancellationError.self) { try await receiver.value }
                try await session.send(.text("cancelled"))
                let message = try await session.receive()
                #expect(message == .text("still here"))
            }
        }
        try await withServer(handler: handler) { server in
            let socket = try await server.webSocket()
            #expect(try await socket.next() == PlainFrame.text("cancelled").unmasked)
            #expect(try await socket.exchange(.text("still here")).map(\.closeCode) == [1000])
        }
    }

    @Test("takes any bytes without harm", arguments: 0..<30)
    func randomBytes(seed: Int) async throws {
        var random = SeededRandom(seed)
        let noise = (0..<30).map { _ in
            PlainFrame(
                first: random.next(in: [0x81, 0x82, 0x01, 0x80, 0x89, 0x8A, 0x88, 0x83]),
                random.bytes(upTo: 140)
            )
        }
        try await withServer(overUnix: true, handler: echoing()) { server in
            let frames = try await offPool {
                let socket = try PlainWebSocket(over: try server.plainSocket())
                // The server may hang up in the middle.
                try? socket.socket.send(noise.flatMap(\.bytes))
                socket.socket.finishSending()
                return try socket.receiveToEnd()
            }
            #expect(frames.allSatisfy { [0x81, 0x82, 0x8A, 0x88].contains($0.first) && $0.mask == nil })
            #expect(!frames.dropLast().contains { $0.first == 0x88 })
            let socket = try await server.webSocket()
            #expect(try await socket.exchange(.text("alive")) == [PlainFrame.text("alive").unmasked])
        }
    }
}
