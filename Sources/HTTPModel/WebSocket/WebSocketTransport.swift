/// The connection under a ``WebSocketSession``: a server's, or a test's own.
public protocol WebSocketTransport: Sendable {
    /// Returns the next message of the peer; nil when there will be none.
    func receive() async throws(CancellationError) -> WebSocketMessage?

    /// Sends a message; returns when there is room for another.
    func send(_ message: WebSocketMessage) async throws(WebSocketSendError)

    /// Begins to close; does not wait, and does nothing the second time.
    func close(_ closing: WebSocketClosing)

    /// How it ended; nil while it has not.
    var closing: WebSocketClosing? { get }
}
