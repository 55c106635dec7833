import Dispatch
import Glibc
import HTTPEngine

/// A blocking socket for tests that must see, or send, exact bytes.
///
/// Its calls run on threads of their own, and none
/// waits longer than ``patience``.
final class RawSocket: Sendable {
    static let patience = 10

    enum Failure: Error {
        case refused(errno: Int32)
        case timedOut(sofar: String)
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "raw socket")

    init(adopting descriptor: Int32, sendTimeoutMilliseconds: Int = patience * 1000) {
        self.descriptor = descriptor
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var receive = timeval(tv_sec: Self.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &receive, size)
        var send = timeval(
            tv_sec: sendTimeoutMilliseconds / 1000,
            tv_usec: (sendTimeoutMilliseconds % 1000) * 1000
        )
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &send, size)
    }

    convenience init(connectedTo address: SocketAddress, sendTimeoutMilliseconds: Int = patience * 1000) throws {
        let descriptor: Int32
        let isConnected: Bool
        switch address {
        case .ipv4(let host, let port):
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var raw = sockaddr_in()
            raw.sin_family = sa_family_t(AF_INET)
            raw.sin_port = port.bigEndian
            inet_pton(AF_INET, host, &raw.sin_addr)
            isConnected = Self.connect(descriptor, &raw)
        case .unix(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var raw = sockaddr_un()
            raw.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            isConnected = Self.connect(descriptor, &raw)
        case .ipv6: preconditionFailure("not needed")
        }
        guard isConnected else {
            let code = errno
            Glibc.close(descriptor)
            throw Failure.refused(errno: code)
        }
        self.init(adopting: descriptor, sendTimeoutMilliseconds: sendTimeoutMilliseconds)
    }

    /// Waits for the next connection to a listening socket.
    static func accept(from listening: ListeningSocket) async throws -> RawSocket {
        let queue = DispatchQueue(label: "raw accept")
        let descriptor = try await withCheckedThrowingContinuation { continuation in
            queue.async {
                var waiting = pollfd(fd: listening.descriptors[0], events: Int16(POLLIN), revents: 0)
                poll(&waiting, 1, Int32(patience) * 1000)
                let descriptor = Glibc.accept(listening.descriptors[0], nil, nil)
                continuation.resume(
                    with: descriptor < 0 ? .failure(Failure.refused(errno: errno)) : .success(descriptor)
                )
            }
        }
        return RawSocket(adopting: descriptor)
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) -> Bool {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
            }
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    private func onQueue<Output: Sendable>(
        _ body: @escaping @Sendable (Int32) throws -> Output
    ) async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in continuation.resume(with: Result { try body(descriptor) }) }
        }
    }

    /// Sends as much as the peer takes before the timeout; returns how much that is.
    @discardableResult
    func send(_ bytes: [UInt8]) async throws -> Int {
        try await onQueue { descriptor in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { break }
                sent += count
            }
            return sent
        }
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Receives until the condition holds for all that came, or the peer has closed.
    func receive(until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }) async throws -> String {
        try await onQueue { descriptor in
            var received: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while !isEnough(String(decoding: received, as: UTF8.self)) {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count < 0, errno == EAGAIN {
                    throw Failure.timedOut(sofar: String(decoding: received, as: UTF8.self))
                }
                guard count > 0 else { break }
                received += buffer[..<count]
            }
            return String(decoding: received, as: UTF8.self)
        }
    }

    /// Sends a text and receives until the peer has closed.
    func answer(to text: String) async throws -> String {
        try await send(text)
        return try await receive()
    }

    /// Tells the peer that no more comes, and hears no more either.
    func close() async throws {
        try await onQueue { _ = shutdown($0, Int32(SHUT_RDWR)) }
    }
}
