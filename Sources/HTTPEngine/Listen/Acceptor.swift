import CUV
import Glibc

/// Accepts the connections of one listening descriptor on one loop; see ``EventLoop/accept(from:_:)``.
public final class Acceptor {
    /// Receives each new connection; adopt the handle with a ``ByteStream``, or drop it to close the socket.
    public typealias OnConnection = (consuming StreamHandle) -> Void

    private var listeners: [Listener] = []

    init(_ socket: ListeningSocket, on loop: EventLoop, onConnection: @escaping OnConnection) throws(LoopError) {
        for (descriptor, address) in zip(socket.descriptors, socket.addresses) {
            do {
                listeners.append(try Listener(descriptor, at: address, on: loop, onConnection: onConnection))
            } catch {
                close()
                throw error
            }
        }
    }

    /// Accepts no more here; other loops, and the backlog, are not affected.
    ///
    /// A second call does nothing.
    public func close() {
        for listener in listeners { listener.close() }
        listeners = []
    }
}

extension EventLoop {
    /// Begins to accept.
    ///
    /// Several loops may do so from one socket: each uses a duplicate of its descriptors, and the loop that is free
    /// first gets the connection.
    ///
    /// Accepting ends with ``Acceptor/close()`` or with the loop.
    @discardableResult
    public func accept(
        from socket: ListeningSocket,
        _ onConnection: @escaping Acceptor.OnConnection
    ) throws(LoopError) -> Acceptor {
        try Acceptor(socket, on: self, onConnection: onConnection)
    }
}

/// The libuv side of an acceptor: one duplicate of one descriptor.
private final class Listener: LoopHandle {
    private let handle: UnsafeMutablePointer<uv_stream_t>
    private let loop: EventLoop
    private let isUnix: Bool
    private var onConnection: Acceptor.OnConnection?

    init(
        _ descriptor: Int32,
        at address: SocketAddress,
        on loop: EventLoop,
        onConnection: @escaping Acceptor.OnConnection
    ) throws(LoopError) {
        let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard duplicate >= 0 else { throw LoopError(operation: "accept on \(address)", code: errno) }
        self.loop = loop
        self.onConnection = onConnection
        if case .unix = address { isUnix = true } else { isUnix = false }
        handle = StreamHandle.allocate(on: loop, isUnix: isUnix)
        handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
        var code = Self.open(handle, duplicate, isUnix: isUnix)
        if code != 0 {
            Glibc.close(duplicate)
        } else {
            code = uv_listen(handle, ListeningSocket.backlog) { handle, status in
                guard let handle, status == 0 else { return }
                Unmanaged<Listener>.fromOpaque(handle.pointee.data).takeUnretainedValue().acceptOne()
            }
        }
        guard code == 0 else {
            close()
            throw LoopError(operation: "accept on \(address)", code: code)
        }
    }

    private func acceptOne() {
        let accepted = StreamHandle.allocate(on: loop, isUnix: isUnix)
        let connection = StreamHandle(accepted)
        guard uv_accept(handle, accepted) == 0, let onConnection else { return }
        onConnection(connection)
    }

    private static func open(
        _ handle: UnsafeMutablePointer<uv_stream_t>,
        _ descriptor: Int32,
        isUnix: Bool
    ) -> Int32 {
        let raw = UnsafeMutableRawPointer(handle)
        guard isUnix else {
            return raw.withMemoryRebound(to: uv_tcp_t.self, capacity: 1) { uv_tcp_open($0, descriptor) }
        }
        return raw.withMemoryRebound(to: uv_pipe_t.self, capacity: 1) { uv_pipe_open($0, descriptor) }
    }

    func close() {
        guard onConnection != nil else { return }
        onConnection = nil
        UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { handle in
            uv_close(handle) { handle in
                guard let handle else { return }
                Unmanaged<Listener>.fromOpaque(handle.pointee.data).release()
                UnsafeMutableRawPointer(handle).deallocate()
            }
        }
    }
}

extension StreamHandle {
    /// Returns an initialised handle without a socket.
    fileprivate static func allocate(on loop: EventLoop, isUnix: Bool) -> UnsafeMutablePointer<uv_stream_t> {
        if isUnix {
            let uv = allocate(uv_pipe_t.self)
            UnsafeMutableRawPointer(uv).withMemoryRebound(to: uv_pipe_t.self, capacity: 1) {
                _ = uv_pipe_init(loop.uv, $0, 0)
            }
            return uv
        }
        let uv = allocate(uv_tcp_t.self)
        UnsafeMutableRawPointer(uv).withMemoryRebound(to: uv_tcp_t.self, capacity: 1) {
            _ = uv_tcp_init(loop.uv, $0)
        }
        return uv
    }
}
