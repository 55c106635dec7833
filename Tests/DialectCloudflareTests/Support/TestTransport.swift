import HTTPModel
import Synchronization

/// The connection of a WebSocket without a network: what is sent is kept, and the client says what the test wants.
final class TestTransport: WebSocketTransport {
    private let state = Mutex(State())
    private let incoming: AsyncStream<WebSocketMessage>
    private let client: AsyncStream<WebSocketMessage>.Continuation

    private struct State {
        var sent: [String] = []
        var closing: WebSocketClosing?
    }

    init() {
        (incoming, client) = AsyncStream.makeStream()
    }

    var sent: [String] { state.withLock { $0.sent } }
    var closing: WebSocketClosing? { state.withLock { $0.closing } }

    /// Lets the client close.
    func closeByClient() {
        close(WebSocketClosing(.normal, reason: "the client"))
    }

    func receive() async throws(CancellationError) -> WebSocketMessage? {
        var iterator = incoming.makeAsyncIterator()
        return await iterator.next()
    }

    func send(_ message: WebSocketMessage) async throws(WebSocketSendError) {
        if let closing { throw .closed(closing) }
        if case .text(let text) = message { state.withLock { $0.sent.append(text) } }
    }

    func close(_ closing: WebSocketClosing) {
        state.withLock { if $0.closing == nil { $0.closing = closing } }
        client.finish()
    }
}
