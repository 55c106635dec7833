import Dispatch
import Glibc
import HTTPEngine
import SocketTesting

/// A plain socket for tests of async code, whose tasks it must not block: it waits on a queue of its own.
final class RawSocket: Sendable {
    private let socket: PlainSocket
    private let queue = DispatchQueue(label: "raw socket")

    init(_ socket: PlainSocket) {
        self.socket = socket
        var one: Int32 = 1
        setsockopt(
            socket.descriptor,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &one,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    convenience init(connectedTo address: SocketAddress) throws {
        switch address {
        case .ipv4(_, let port): self.init(try PlainSocket(port: port))
        case .ipv6(_, let port): self.init(try PlainSocket(port: port, isIPv6: true))
        case .unix(let path): self.init(try PlainSocket(path: path))
        }
    }

    /// Waits for the next connection to a listening socket.
    static func accept(from listening: ListeningSocket) async throws -> RawSocket {
        let patienceMilliseconds: Int32 = 10_000
        let descriptor = try await waiting(on: DispatchQueue(label: "raw accept")) {
            var event = pollfd(fd: listening.descriptors[0], events: Int16(POLLIN), revents: 0)
            poll(&event, 1, patienceMilliseconds)
            let descriptor = Glibc.accept(listening.descriptors[0], nil, nil)
            guard descriptor >= 0 else { throw LoopError(operation: "accept", code: errno) }
            return descriptor
        }
        return RawSocket(PlainSocket(adopting: descriptor))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await Self.waiting(on: queue) { [socket] in try socket.send(bytes) }
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Sends until the peer has taken nothing for so long; returns how much it took.
    func send(_ bytes: [UInt8], untilStuckForMilliseconds patience: Int) async throws -> Int {
        try await Self.waiting(on: queue) { [socket] in
            let size = socklen_t(MemoryLayout<timeval>.size)
            var limit = timeval(tv_sec: 0, tv_usec: patience * 1000)
            setsockopt(socket.descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
            defer {
                limit = timeval(tv_sec: 10, tv_usec: 0)
                setsockopt(socket.descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
            }
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(socket.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { break }
                sent += count
            }
            return sent
        }
    }

    /// Receives until the condition holds for all that came, or the peer has closed.
    func receive(until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }) async throws -> String {
        try await Self.waiting(on: queue) { [socket] in
            var received: [UInt8] = []
            while !isEnough(String(decoding: received, as: UTF8.self)) {
                let next = try socket.receiveSome()
                guard !next.isEmpty else { break }
                received += next
            }
            return String(decoding: received, as: UTF8.self)
        }
    }

    /// Whether the peer hangs up without another word, in good order or by a reset; throws when it does neither.
    func isHungUp() async throws -> Bool {
        do {
            return try await receive().isEmpty
        } catch let failure as SocketFailure where failure.code == ECONNRESET {
            return true
        }
    }

    /// Sends a text and receives until the peer has closed.
    func answer(to text: String) async throws -> String {
        try await send(text)
        return try await receive()
    }

    /// Ends the connection in both directions.
    func close() {
        socket.disconnect()
    }

    /// Makes the close that follows a reset.
    func resetOnClose() {
        socket.resetOnClose()
    }

    private static func waiting<Output: Sendable>(
        on queue: DispatchQueue,
        _ body: @escaping @Sendable () throws -> Output
    ) async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
