/// An open WebSocket, as the handler that serves it sees it.
///
/// When it ends, whoever ends it, ``receive()`` returns nil, senders get an error, and the handler's task is cancelled.
/// Several tasks may send at once; one at a time may receive.
public struct WebSocketSession: Sendable {
    /// The subprotocol that both sides agreed on.
    public let agreedProtocol: String?
    private let transport: any WebSocketTransport

    public init(over transport: any WebSocketTransport, agreedProtocol: String? = nil) {
        self.transport = transport
        self.agreedProtocol = agreedProtocol
    }

    /// How it ended; nil while it has not.
    public var closing: WebSocketClosing? { transport.closing }

    /// Returns the next message of the client, in order; nil when it has said all, or was cut off.
    ///
    /// A client that sends faster than this is called has to wait.
    ///
    /// - Throws: when the waiting task is cancelled, though the WebSocket is not over.
    public func receive() async throws(CancellationError) -> WebSocketMessage? {
        try await transport.receive()
    }

    /// Sends a message; while the client is behind with its reading, the caller waits.
    ///
    /// A client that does not read in time is cut off, which ends the wait. Cancelling the caller alone does not.
    public func send(_ message: WebSocketMessage) async throws(WebSocketSendError) {
        try await transport.send(message)
    }

    /// Closes the WebSocket behind what was sent; does not wait, and does nothing the second time.
    ///
    /// It is closed with 1000 when the handler returns, with 1011 when it throws. The code must be one that may be
    /// sent; of the reason at most the first 123 bytes are.
    public func close(_ code: WebSocketCloseCode = .normal, reason: String = "") {
        precondition(code.isSendable, "\(code) stands for the lack of a close frame")
        transport.close(WebSocketClosing(code, reason: reason))
    }
}
