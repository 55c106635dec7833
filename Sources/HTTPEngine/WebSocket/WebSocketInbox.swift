import HTTPModel
import Synchronization

/// The bounded queue between a connection on its loop and the task that receives its messages.
///
/// Everything is decided under the lock; continuations run after it is released.
final class WebSocketInbox: Sendable {
    /// What a message counts beyond its bytes.
    static let messageOverhead = 64

    struct Taken: Sendable {
        let message: WebSocketMessage
        /// The queue was full, and is not any more.
        let madeRoom: Bool
    }

    private typealias Outcome = Result<Taken?, CancellationError>
    private typealias Receiver = CheckedContinuation<Outcome, Never>

    private struct State {
        /// The oldest first.
        var messages: [WebSocketMessage] = []
        var byteCount = 0
        var closing: WebSocketClosing?
        var receiver: Receiver?
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) {
        precondition(capacity > 0, "a queue needs room")
        self.capacity = capacity
    }

    /// How the WebSocket ended.
    var closing: WebSocketClosing? { state.withLock { $0.closing } }

    /// Adds a message; returns whether there is room for another.
    func push(_ message: WebSocketMessage) -> Bool {
        let (receiver, hasRoom) = state.withLock { state -> (Receiver?, Bool) in
            guard state.closing == nil else { return (nil, true) }
            if let receiver = state.receiver.take() { return (receiver, true) }
            state.messages.append(message)
            state.byteCount += Self.weight(of: message)
            return (nil, state.byteCount < capacity)
        }
        receiver?.resume(returning: .success(Taken(message: message, madeRoom: false)))
        return hasRoom
    }

    /// Ends the queue behind what is in it; the first call counts.
    func finish(_ closing: WebSocketClosing) {
        let receiver = state.withLock { state in
            if state.closing == nil { state.closing = closing }
            return state.receiver.take()
        }
        receiver?.resume(returning: .success(nil))
    }

    /// Returns the next message; nil at the end.
    ///
    /// What came before the end is returned also to a task that is cancelled.
    func next() async throws(CancellationError) -> Taken? {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { receive(with: $0) }
        } onCancel: {
            state.withLock { $0.receiver.take() }?.resume(returning: .failure(CancellationError()))
        }
        return try outcome.get()
    }

    private func receive(with receiver: Receiver) {
        let outcome: Outcome? = state.withLock { state in
            if !state.messages.isEmpty {
                let wasFull = state.byteCount >= capacity
                let message = state.messages.removeFirst()
                state.byteCount -= Self.weight(of: message)
                return .success(Taken(message: message, madeRoom: wasFull && state.byteCount < capacity))
            }
            if state.closing != nil { return .success(nil) }
            if Task.isCancelled { return .failure(CancellationError()) }
            precondition(state.receiver == nil, "two tasks receive from one WebSocket")
            state.receiver = receiver
            return nil
        }
        if let outcome { receiver.resume(returning: outcome) }
    }

    private static func weight(of message: WebSocketMessage) -> Int {
        message.byteCount + messageOverhead
    }
}
