/// The client's side of a WebSocket for tests, with frames made by hand, so that it can break every rule.
public struct PlainWebSocket: Sendable {
    public let socket: PlainSocket
    /// The head by which the server accepted, without the empty line.
    public let head: String

    /// Asks for a WebSocket; throws unless it is granted.
    ///
    /// `fields` are further lines of the head, each with its line break.
    public init(
        over socket: PlainSocket,
        host: String = "a",
        target: String = "/",
        fields: String = ""
    ) throws(SocketFailure) {
        self.socket = socket
        try socket.send(Self.request(host: host, target: target, fields: fields))
        let answer = try socket.receiveAnswer()
        guard answer.status == 101 else { throw SocketFailure("upgrade: \(answer.head)", 0) }
        head = answer.head
    }

    /// One side of a WebSocket whose handshake is over.
    public init(on socket: PlainSocket) {
        self.socket = socket
        head = ""
    }

    public static func request(host: String = "a", target: String = "/", fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(fields)\r\n"
    }

    public func send(_ frames: PlainFrame...) throws(SocketFailure) {
        try socket.send(frames.flatMap(\.bytes))
    }

    /// Returns the other side's next frame; nil when it has closed.
    public func receive() throws(SocketFailure) -> PlainFrame? {
        let start = try socket.receiveSome(1)
        guard let first = start.first else { return nil }
        let second = try socket.receive(count: 1)[0]
        var length = Int(second & 0x7F)
        if length >= 126 {
            length = try socket.receive(count: length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
        }
        let mask = second & 0x80 != 0 ? try socket.receive(count: 4) : nil
        let payload = try socket.receive(count: length)
        guard let mask else { return PlainFrame(first: first, payload, mask: nil) }
        return PlainFrame(first: first, payload.enumerated().map { $1 ^ mask[$0 % 4] }, mask: mask)
    }

    /// Returns all frames that come until the server closes.
    public func receiveToEnd() throws(SocketFailure) -> [PlainFrame] {
        var frames: [PlainFrame] = []
        while let frame = try receive() { frames.append(frame) }
        return frames
    }
}
