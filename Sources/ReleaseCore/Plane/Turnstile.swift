import Synchronization

/// Lets one use case at a time read, decide and write, in the order of arrival.
///
/// Where one process is the only writer, nothing then changes between reading and writing. Where several processes
/// share a store, its expectations tell, and the use case starts over.
final class Turnstile: Sendable {
    /// The most use cases that wait; one more is refused.
    static let maximumWaiting = 1_000

    private struct Queue {
        var isTaken = false
        /// Each is told whether its turn came.
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let queue = Mutex(Queue())

    /// Waits for a turn and keeps it until the body ends.
    ///
    /// Throws ``ReleaseError/storeUnavailable(operation:cause:)`` when ``maximumWaiting`` use cases wait already.
    func pass<Value: Sendable>(
        _ body: () async throws(ReleaseError) -> Value
    ) async throws(ReleaseError) -> Value {
        try await enter()
        defer { leave() }
        return try await body()
    }

    /// Waits for a turn; whoever gets it calls ``leave()`` once.
    func enter() async throws(ReleaseError) {
        let isMyTurn = await withCheckedContinuation { enter($0) }
        guard isMyTurn else {
            throw .storeUnavailable(operation: "change", cause: "\(Self.maximumWaiting) changes are waiting")
        }
    }

    private func enter(_ arrival: CheckedContinuation<Bool, Never>) {
        let answer: Bool? = queue.withLock { queue in
            if !queue.isTaken {
                queue.isTaken = true
                return true
            }
            guard queue.waiting.count < Self.maximumWaiting else { return false }
            queue.waiting.append(arrival)
            return nil
        }
        if let answer { arrival.resume(returning: answer) }
    }

    func leave() {
        let next: CheckedContinuation<Bool, Never>? = queue.withLock { queue in
            guard queue.waiting.isEmpty else { return queue.waiting.removeFirst() }
            queue.isTaken = false
            return nil
        }
        next?.resume(returning: true)
    }
}
