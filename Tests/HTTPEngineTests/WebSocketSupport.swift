import HTTPEngine
import HTTPModel
import SocketTesting

extension RunningServer {
    func plainSocket() throws -> PlainSocket {
        switch address {
        case .ipv4(_, let port): try PlainSocket(port: port)
        case .ipv6(_, let port): try PlainSocket(port: port, isIPv6: true)
        case .unix(let path): try PlainSocket(path: path)
        }
    }

    /// Opens a WebSocket; see ``PlainWebSocket``.
    func webSocket(target: String = "/", fields: String = "") async throws -> PlainWebSocket {
        try await offPool { try PlainWebSocket(over: try plainSocket(), target: target, fields: fields) }
    }
}

extension PlainWebSocket {
    /// Sends frames and waits for as many.
    func exchange(_ frames: PlainFrame...) async throws -> [PlainFrame] {
        try await offPool {
            for frame in frames { try send(frame) }
            return try frames.compactMap { _ in try receive() }
        }
    }

    /// Sends frames and waits for all that comes until the server closes.
    func lastWords(to frames: PlainFrame...) async throws -> [PlainFrame] {
        try await offPool {
            for frame in frames { try send(frame) }
            return try receiveToEnd()
        }
    }

    /// Waits for the next frame.
    func next() async throws -> PlainFrame? {
        try await offPool { try receive() }
    }
}

/// Makes a WebSocket of every request and sends back each message.
func echoing(_ options: WebSocketOptions = WebSocketOptions(), protocol name: String? = nil) -> HTTPServer.Handler {
    { _ in
        .webSocket(protocol: name, options: options) { session in
            while let message = try await session.receive() { try await session.send(message) }
        }
    }
}

extension WebSocketOptions {
    static func with(_ change: (inout WebSocketOptions) -> Void) -> WebSocketOptions {
        var options = WebSocketOptions()
        change(&options)
        return options
    }
}
