/// How a WebSocket ended: what the side said that closed first.
public struct WebSocketClosing: Sendable, Hashable {
    public let code: WebSocketCloseCode
    public let reason: String

    public init(_ code: WebSocketCloseCode, reason: String = "") {
        self.code = code
        self.reason = reason
    }
}
