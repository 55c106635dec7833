import HTTPEngine
import Synchronization

/// The events that one instance is handling; lives on the runtime's loop.
///
/// An event counts as a request under way, so that the instance is neither idle nor stopped before it has ended.
struct PendingEvents {
    typealias Completion = @Sendable (EventOutcome) -> Void

    private struct Pending {
        let endpoint: UpstreamEndpoint
        let timer: LoopTimer
        let completion: Completion
    }

    private var pending: [UInt32: Pending] = [:]
    private var nextID: UInt32 = 1

    /// Counts an event, and returns the id by which its end will be told; `onDeadline` comes when it is late.
    mutating func begin(
        on endpoint: UpstreamEndpoint,
        within limit: Duration,
        loop: EventLoop,
        onDeadline: @escaping (UInt32) -> Void,
        completion: @escaping Completion
    ) -> UInt32 {
        let id = nextID
        nextID &+= 1
        endpoint.inFlight.add(1, ordering: .sequentiallyConsistent)
        let timer = loop.after(limit) { onDeadline(id) }
        pending[id] = Pending(endpoint: endpoint, timer: timer, completion: completion)
        return id
    }

    /// Ends an event; one that has ended already is left alone.
    mutating func end(_ id: UInt32, _ outcome: EventOutcome, at now: LoopInstant) {
        guard let event = pending.removeValue(forKey: id) else { return }
        event.timer.cancel()
        event.endpoint.lastUsed.store(now.milliseconds, ordering: .relaxed)
        event.endpoint.inFlight.subtract(1, ordering: .sequentiallyConsistent)
        event.completion(outcome)
    }

    /// Ends all events: the instance is gone.
    mutating func endAll(_ outcome: EventOutcome, at now: LoopInstant) {
        for id in Array(pending.keys) { end(id, outcome, at: now) }
    }
}
