import Glibc

/// A bound, listening socket, or the two that share a port on `127.0.0.1` and `::1`.
///
/// Bound before anything else runs, so that a port in use stops the start. Any number of loops accept from it
/// (``EventLoop/accept(from:_:)``), and child processes may inherit ``descriptors``: connections that come while a
/// child is being replaced wait in the backlog.
///
/// The descriptors are close-on-exec and are closed when the last reference goes.
public final class ListeningSocket: Sendable {
    /// The connections that may wait to be accepted, as far as the system allows.
    public static let backlog: Int32 = 4_096
    /// How many free ports are tried until one is free on both `127.0.0.1` and `::1`.
    public static let portAttempts = 16

    /// One, or two: IPv4 first.
    public let descriptors: [Int32]
    /// The addresses in use, in the order of ``descriptors``.
    public let addresses: [SocketAddress]

    /// The port in use; nil for a Unix socket.
    public var port: UInt16? { addresses.first?.port }

    /// Binds and listens.
    ///
    /// `127.0.0.1` takes `::1` too, both or neither, unless the machine has no IPv6. Port 0 picks a free one. Without
    /// SO_REUSEPORT, a port in use fails with `EADDRINUSE` and its address. An existing file at a Unix path does too:
    /// who may remove a stale one is for the caller to know.
    public convenience init(binding address: SocketAddress) throws(LoopError) {
        guard case .ipv4("127.0.0.1", let port) = address else {
            self.init(adopting: [try BoundSocket(address)])
            return
        }
        self.init(adopting: try Self.loopbackPair(port: port))
    }

    /// Takes over descriptors that a parent process bound; throws when one is no listening socket.
    public convenience init(inherited descriptors: [Int32]) throws(LoopError) {
        var sockets: [BoundSocket] = []
        for descriptor in descriptors { sockets.append(try BoundSocket(inherited: descriptor)) }
        self.init(adopting: sockets)
    }

    private init(adopting sockets: [BoundSocket]) {
        descriptors = sockets.map(\.descriptor)
        addresses = sockets.map(\.address)
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }

    private static func loopbackPair(port: UInt16) throws(LoopError) -> [BoundSocket] {
        var attempt = 1
        while true {
            let four = try BoundSocket(.ipv4("127.0.0.1", port: port))
            do {
                return [four, try BoundSocket(.ipv6("::1", port: four.address.port ?? port))]
            } catch {
                if [EAFNOSUPPORT, EADDRNOTAVAIL].contains(error.code) { return [four] }
                close(four.descriptor)
                guard error.code == EADDRINUSE, port == 0, attempt < portAttempts else { throw error }
                attempt += 1
            }
        }
    }
}
