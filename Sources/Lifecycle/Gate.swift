import Synchronization

/// An event that happens once and that many may wait for.
public final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var nextID = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

        mutating func makeID() -> Int {
            nextID += 1
            return nextID
        }
    }

    private let state = Mutex(State())

    public init() {}

    public var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Lets all who wait go, and everyone who comes later pass; a second call does nothing.
    public func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Returns when the gate is open or the task is cancelled.
    public func wait() async {
        let id = state.withLock { $0.makeID() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enter(continuation, id: id) { Task.isCancelled }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }

    /// Returns when the gate is open, also where the task is cancelled: for what must not be left behind.
    public func waitRegardless() async {
        let id = state.withLock { $0.makeID() }
        await withCheckedContinuation { continuation in
            enter(continuation, id: id) { false }
        }
    }

    private func enter(_ continuation: CheckedContinuation<Void, Never>, id: Int, unless isCancelled: () -> Bool) {
        let passes = state.withLock { state in
            if state.isOpen || isCancelled() { return true }
            state.waiting[id] = continuation
            return false
        }
        if passes { continuation.resume() }
    }
}
