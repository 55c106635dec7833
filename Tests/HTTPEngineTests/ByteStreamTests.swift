import HTTPEngine
import SocketTesting
import Testing

/// A stream that notes its hooks and answers as told.
private final class NotingStream: ByteStream {
    let notes: Notes
    var answer: (NotingStream, String) -> Void = { stream, text in stream.notes.add(text) }

    init(_ handle: consuming StreamHandle, on loop: EventLoop, notes: Notes) {
        self.notes = notes
        super.init(handle, on: loop)
    }

    override func onData(_ bytes: Span<UInt8>) {
        answer(self, bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }
    override func onConnected() { notes.add("connected") }
    override func onEnd(_ end: StreamEnd) {
        notes.add("end: \(end)")
        close()
    }
    override func onDrained() { notes.add("drained") }
    override func onTimeout() {
        notes.add("timeout")
        close()
    }
    override func onClosed() { notes.add("closed") }
}

@Suite("A stream carries bytes both ways on its loop", .timeLimit(.minutes(1)))
struct ByteStreamTests {
    /// Serves connections on a free loopback port and returns the port.
    private func serve(
        _ thread: LoopThread,
        _ notes: Notes,
        _ answer: @escaping @Sendable (NotingStream, String) -> Void
    ) async throws -> UInt16 {
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        try await thread.run { loop in
            _ = try loop.accept(from: socket) { handle in
                let stream = NotingStream(handle, on: loop, notes: notes)
                stream.answer = answer
                stream.startReading()
            }
        }
        return try #require(socket.port)
    }

    @Test("echoes over TCP, and tells the peer's close and its own")
    func echo() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, text in stream.send(Array(text.utf8).span) }
            let client = try PlainSocket(port: port)
            try client.send("hello")
            #expect(try client.receive(count: 5) == Array("hello".utf8))
            client.finishSending()
            #expect(await notes.first(2) == ["end: closed by peer", "closed"])
            #expect(try client.receiveToEnd() == "")
        }
    }

    @Test("queues what a slow reader does not take, in order, and tells when it is gone")
    func backpressure() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let piece = [UInt8](repeating: 7, count: 100_000)
            let port = try await serve(thread, notes) { stream, _ in
                for number in 0..<100 { stream.send([UInt8(number)].span, piece.span) }
                stream.notes.add(stream.pendingBytes > ByteStream.highWater ? "pending" : "taken")
                stream.closeAfterFlush()
            }
            let client = try PlainSocket(port: port)
            try client.send("go")
            #expect(await notes.first(1) == ["pending"])
            for number in 0..<100 { #expect(try client.receive(count: 100_001) == [UInt8(number)] + piece) }
            #expect(try client.receiveToEnd() == "")
            #expect(await notes.first(2) == ["pending", "closed"])
        }
    }

    @Test("tells that everything was taken")
    func drained() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, _ in
                stream.send([UInt8](repeating: 7, count: 10_000_000).span)
            }
            let client = try PlainSocket(port: port)
            try client.send("go")
            _ = try client.receive(count: 10_000_000)
            #expect(await notes.first(1) == ["drained"])
        }
    }

    @Test("reads nothing while stopped, and everything afterwards")
    func stopReading() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, text in
                stream.notes.add(text)
                stream.stopReading()
                stream.loop.after(.milliseconds(20)) {
                    stream.notes.add("resume")
                    stream.startReading()
                }
            }
            let client = try PlainSocket(port: port)
            try client.send("a")
            _ = await notes.first(1)
            try client.send("b")
            #expect(await notes.first(3) == ["a", "resume", "b"])
        }
    }

    @Test("a deadline that passes is told once")
    func deadline() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, _ in
                stream.deadline = stream.loop.now + .milliseconds(20)
            }
            let client = try PlainSocket(port: port)
            try client.send("go")
            #expect(try client.receiveToEnd() == "")
            #expect(await notes.first(2) == ["timeout", "closed"])
        }
    }

    @Test("a lingering close lets a peer that still sends read our last words")
    func linger() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, _ in
                stream.send("no more, please")
                stream.lingerAndClose()
            }
            let client = try PlainSocket(port: port)
            try client.send("start")
            #expect(try client.receive(count: 15) == Array("no more, please".utf8))
            for _ in 0..<50 { try client.send([UInt8](repeating: 7, count: 10_000)) }
            #expect(try client.receiveToEnd() == "")
            client.disconnect()
            #expect(await notes.first(1) == ["closed"])
        }
    }

    @Test("a reset is an end with its cause, not a crash")
    func reset() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, _ in
                stream.send([UInt8](repeating: 7, count: 10_000_000).span)
            }
            do {
                let client = try PlainSocket(port: port)
                try client.send("go")
                _ = try client.receive(count: 1)
                client.resetOnClose()
            }
            let told = await notes.first(2)
            #expect(told[0].hasPrefix("end: ") && told[0] != "end: closed by peer")
            #expect(told[1] == "closed")
        }
    }

    @Test("connects over TCP and sends what was given before the connection stood")
    func connectTCP() async throws {
        try await LoopThread.whileRunning { thread in
            let (served, notes) = (Notes(), Notes())
            let port = try await serve(thread, served) { stream, text in stream.send(Array(text.utf8).span) }
            try await thread.run { loop in
                let address = SocketAddress.ipv4("127.0.0.1", port: port)
                let stream = NotingStream(try StreamHandle.connect(to: address, on: loop), on: loop, notes: notes)
                stream.send("early")
                stream.startReading()
            }
            let told = await notes.first(3)
            #expect(told == ["connected", "drained", "early"])
        }
    }

    @Test("a refused TCP connection is an end with its cause")
    func refusedTCP() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let reserved = try ReservedPort()
            try await thread.run { [port = reserved.port] loop in
                let handle = try StreamHandle.connect(to: .ipv4("127.0.0.1", port: port), on: loop)
                NotingStream(handle, on: loop, notes: notes).startReading()
            }
            #expect(await notes.first(2) == ["end: connection refused", "closed"])
            withExtendedLifetime(reserved) {}
        }
    }

    @Test("connects over a Unix socket, and refuses at once where nothing listens")
    func connectUnix() async throws {
        try await LoopThread.whileRunning { thread in
            let folder = try ShortFolder()
            let listener = try PlainListener(path: folder.path + "/a.sock")
            let notes = Notes()
            try await thread.run { loop in
                let stream = NotingStream(
                    try StreamHandle.connect(to: .unix(folder.path + "/a.sock"), on: loop),
                    on: loop,
                    notes: notes
                )
                stream.send("hello")
                stream.startReading()
                #expect(throws: LoopError.self) {
                    _ = try StreamHandle.connect(to: .unix(folder.path + "/b.sock"), on: loop)
                }
            }
            let peer = try #require(listener.accept())
            #expect(try peer.receive(count: 5) == Array("hello".utf8))
            try peer.send("world")
            #expect(await notes.first(1) == ["world"])
        }
    }

    @Test("knows the peer's address")
    func peerAddress() async throws {
        try await LoopThread.whileRunning { thread in
            let notes = Notes()
            let port = try await serve(thread, notes) { stream, _ in
                if case .ipv4(let host, _)? = stream.peerAddress { stream.notes.add(host) }
            }
            let client = try PlainSocket(port: port)
            try client.send("go")
            #expect(await notes.first(1) == ["127.0.0.1"])
        }
    }

    @Test("a stopping loop closes its streams")
    func loopStops() async throws {
        let notes = Notes()
        let client = try await LoopThread.whileRunning { thread in
            let port = try await serve(thread, notes) { stream, text in stream.notes.add(text) }
            let client = try PlainSocket(port: port)
            try client.send("go")
            _ = await notes.first(1)
            return client
        }
        #expect(notes.all == ["go", "closed"])
        #expect(try client.receiveToEnd() == "")
    }
}
