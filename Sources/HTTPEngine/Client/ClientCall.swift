import HTTPModel
import Lifecycle

/// One call of a client, until the head of its answer is there; lives on the client's loop.
final class ClientCall {
    typealias Answer = Result<HTTPResponse, HTTPClientError>

    /// What a call brings from the task that makes it.
    struct Ticket: Sendable {
        let id: Int
        let request: HTTPRequest
        let authority: String
        /// The protocols that the request offers to change to; its body is then what follows the change.
        let offeredProtocols: [String]
        let timeouts: ClientTimeouts
        let addresses: [SocketAddress]
        /// Keeps the loop until the answer is read.
        let lease: LoopLease
        /// Open once the task is cancelled.
        let cancellation = Gate()
    }

    let ticket: Ticket
    /// A first attempt was lost on a connection that the server had closed.
    var isRetry = false
    /// Which of the addresses is tried next.
    var nextAddress = 0
    /// The connection that serves the call.
    weak var connection: ClientConnection?
    /// Runs while the call waits for a connection.
    var timer: LoopTimer?
    private var continuation: CheckedContinuation<Answer, Never>?

    init(_ ticket: Ticket, _ continuation: CheckedContinuation<Answer, Never>) {
        self.ticket = ticket
        self.continuation = continuation
    }

    /// Whether the request can be sent once more without doing anything twice.
    var isReplayable: Bool {
        !isRetry && ticket.request.method.isIdempotent
            && (ticket.request.body.bytesAtHand != nil || asksUpgrade)
    }

    /// Whether the request's body is not read before the server has changed the protocol.
    var asksUpgrade: Bool { !ticket.offeredProtocols.isEmpty }

    /// Hands the answer to the task; a second one is dropped.
    func complete(_ answer: Answer) {
        timer?.cancel()
        timer = nil
        continuation.take()?.resume(returning: answer)
    }
}
