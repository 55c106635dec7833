import HTTPEngine

/// Something of this machine that listens on 127.0.0.1.
struct LocalListener {
    private let socket: ListeningSocket
    let port: UInt16

    init() throws {
        socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        port = socket.port ?? 0
    }
}
