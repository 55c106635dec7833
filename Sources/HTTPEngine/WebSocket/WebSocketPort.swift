import HTTPModel

/// The way by which the task of a session reaches its connection, which lives on a loop.
struct WebSocketPort: WebSocketTransport {
    private let thread: LoopThread
    private let connection: LoopBound<WebSocketConnection>
    private let inbox: WebSocketInbox

    init(to connection: WebSocketConnection) {
        thread = connection.loop.thread
        self.connection = LoopBound(connection, on: connection.loop)
        inbox = connection.inbox
    }

    var closing: WebSocketClosing? { inbox.closing }

    func receive() async throws(CancellationError) -> WebSocketMessage? {
        guard let taken = try await inbox.next() else { return nil }
        if taken.madeRoom {
            thread.submit { loop in connection.value(on: loop).inboxHasRoom() }
        }
        return taken.message
    }

    func send(_ message: WebSocketMessage) async throws(WebSocketSendError) {
        let outcome = await withCheckedContinuation { (sender: WebSocketConnection.Sender) in
            let isAccepted = thread.submit { loop in connection.value(on: loop).send(message, for: sender) }
            guard !isAccepted else { return }
            sender.resume(returning: .failure(.closed(inbox.closing ?? WebSocketClosing(.abnormal))))
        }
        try outcome.get()
    }

    func close(_ closing: WebSocketClosing) {
        thread.submit { loop in connection.value(on: loop).beginClosing(closing) }
    }
}
