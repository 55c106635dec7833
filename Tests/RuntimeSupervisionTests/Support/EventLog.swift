import RuntimeSupervision
import Synchronization

/// The events of one runtime, in order; one can wait for those still to come.
final class EventLog: Sendable {
    private struct State {
        var events: [RuntimeEvent] = []
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func append(_ event: RuntimeEvent) {
        let waiters = state.withLock { state in
            state.events.append(event)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    var all: [RuntimeEvent] { state.withLock { $0.events } }

    /// Returns the first event that satisfies the condition, when it is there.
    ///
    /// Bounded by the test's time limit.
    func first(where isWanted: (RuntimeEvent) -> Bool) async -> RuntimeEvent {
        while true {
            let seen = all
            if let event = seen.first(where: isWanted) { return event }
            await withCheckedContinuation { continuation in
                let isStale = state.withLock { state in
                    guard state.events.count == seen.count else { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isStale { continuation.resume() }
            }
        }
    }

    /// The lines that workers have logged.
    var lines: [String] {
        all.compactMap { event in
            guard case .log(_, let text) = event.content else { return nil }
            return text
        }
    }
}
