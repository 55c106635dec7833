/// Why a message was not sent.
public enum WebSocketSendError: Error, Sendable, Hashable {
    /// The WebSocket is over.
    case closed(WebSocketClosing)
    /// As many tasks as may wait for the peer to read are waiting already.
    case tooManySenders
}
