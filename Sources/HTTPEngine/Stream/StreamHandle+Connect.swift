import CUV
import Glibc

extension StreamHandle {
    /// Opens a connection.
    ///
    /// A Unix socket is connected, or refused, on return. TCP goes on in the background: bytes may be sent at once and
    /// are kept until it stands; a failure arrives as ``ByteStream/onEnd(_:)``.
    public static func connect(to address: SocketAddress, on loop: EventLoop) throws(LoopError) -> StreamHandle {
        guard !loop.isStopping else { throw LoopError(operation: "connect \(address)", code: ECANCELED) }
        switch address {
        case .unix: return try connectUnix(address, on: loop)
        case .ipv4, .ipv6: return try connectTCP(address, on: loop)
        }
    }

    /// Takes over a connected stream socket, such as one end of a `socketpair`.
    ///
    /// The descriptor is closed on failure.
    public static func open(descriptor: Int32, on loop: EventLoop) throws(LoopError) -> StreamHandle {
        let uv = allocate(uv_pipe_t.self)
        let code = UnsafeMutableRawPointer(uv).withMemoryRebound(to: uv_pipe_t.self, capacity: 1) { pipe in
            uv_pipe_init(loop.uv, pipe, 0)
            return uv_pipe_open(pipe, descriptor)
        }
        let handle = StreamHandle(uv)
        guard code == 0 else {
            close(descriptor)
            throw LoopError(operation: "open descriptor \(descriptor)", code: code)
        }
        return handle
    }

    private static func connectUnix(_ address: SocketAddress, on loop: EventLoop) throws(LoopError) -> StreamHandle {
        let raw = try RawSocketAddress(address)
        let descriptor = socket(AF_UNIX, SocketKind.streamNonBlocking, 0)
        guard descriptor >= 0 else { throw LoopError(operation: "connect \(address)", code: errno) }
        let code = raw.withPointer { connectSocket(descriptor, $0, $1) == 0 ? 0 : errno }
        guard code == 0 else {
            close(descriptor)
            throw LoopError(operation: "connect \(address)", code: code)
        }
        return try open(descriptor: descriptor, on: loop)
    }

    private static func connectTCP(_ address: SocketAddress, on loop: EventLoop) throws(LoopError) -> StreamHandle {
        let raw = try RawSocketAddress(address)
        let uv = allocate(uv_tcp_t.self)
        let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
        let code = UnsafeMutableRawPointer(uv).withMemoryRebound(to: uv_tcp_t.self, capacity: 1) { tcp in
            uv_tcp_init(loop.uv, tcp)
            uv_tcp_nodelay(tcp, 1)
            return raw.withPointer { pointer, _ in
                uv_tcp_connect(request, tcp, pointer) { request, status in
                    guard let request else { return }
                    ByteStream.connected(request.pointee.handle, status: status)
                    request.deallocate()
                }
            }
        }
        let handle = StreamHandle(uv)
        guard code == 0 else {
            request.deallocate()
            throw LoopError(operation: "connect \(address)", code: code)
        }
        return handle
    }
}

/// `connect(2)`; the method names of the extension above would hide it.
private func connectSocket(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}
