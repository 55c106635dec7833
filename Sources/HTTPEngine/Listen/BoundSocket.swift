import Glibc

/// A descriptor that listens, and where.
///
/// Whoever holds it closes it.
struct BoundSocket {
    let descriptor: Int32
    let address: SocketAddress

    init(_ address: SocketAddress) throws(LoopError) {
        let raw = try RawSocketAddress(address)
        let operation = "listen on \(address)"
        let descriptor = socket(Self.family(address), SocketKind.streamNonBlocking, 0)
        guard descriptor >= 0 else { throw LoopError(operation: operation, code: errno) }
        // SO_REUSEADDR only steps over connections in TIME_WAIT: two listeners still collide.
        Self.set(descriptor, SOL_SOCKET, SO_REUSEADDR)
        if case .ipv6 = address { Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
        // Accepted sockets inherit it.
        if address.port != nil { Self.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY) }
        let isListening =
            raw.withPointer { bind(descriptor, $0, $1) } == 0 && listen(descriptor, ListeningSocket.backlog) == 0
        guard isListening, let actual = RawSocketAddress.local(of: descriptor)?.address else {
            let code = errno
            close(descriptor)
            throw LoopError(operation: operation, code: code)
        }
        self.descriptor = descriptor
        self.address = actual
    }

    init(inherited descriptor: Int32) throws(LoopError) {
        let operation = "listen on the inherited descriptor \(descriptor)"
        var isListening: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &length) == 0 else {
            throw LoopError(operation: operation, code: errno)
        }
        guard isListening != 0, let address = RawSocketAddress.local(of: descriptor)?.address else {
            throw LoopError(operation: operation, code: EINVAL)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = descriptor
        self.address = address
    }

    private static func family(_ address: SocketAddress) -> Int32 {
        switch address {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var one: Int32 = 1
        setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
    }
}
