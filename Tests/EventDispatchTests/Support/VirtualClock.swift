import EventDispatch
import Foundation
import Synchronization

/// A clock that a test moves: whoever sleeps by it wakes when the test says so.
final class VirtualClock: Sendable {
    private struct Sleeper {
        let duration: Duration
        let deadline: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let wanted: @Sendable (Duration) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var wall: Date
        var elapsed = Duration.zero
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var watchers: [Watcher] = []
    }

    private let state: Mutex<State>

    init(at minute: UTCMinute, second: Double = 0) {
        state = Mutex(State(wall: minute.start.addingTimeInterval(second)))
    }

    var schedulerClock: SchedulerClock {
        SchedulerClock(now: { self.state.withLock(\.wall) }, sleep: { try await self.sleep($0) })
    }

    /// Lets time pass for the wall clock and for those who sleep.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.wall += duration / .seconds(1)
            state.elapsed += duration
            let due = state.sleepers.filter { $0.value.deadline <= state.elapsed }
            for id in due.keys { state.sleepers[id] = nil }
            return due
        }
        for sleeper in due.values { sleeper.continuation.resume() }
    }

    /// Sets the wall clock, which wakes nobody.
    func set(to minute: UTCMinute, second: Double = 0) {
        state.withLock { $0.wall = minute.start.addingTimeInterval(second) }
    }

    /// Returns when somebody sleeps for a duration that is wanted.
    func whenAsleep(_ wanted: @escaping @Sendable (Duration) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.values.contains(where: { wanted($0.duration) }) { return true }
                state.watchers.append(Watcher(wanted: wanted, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in enter(continuation, id, duration) }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(id)
                return state.sleepers.removeValue(forKey: id)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    private func enter(_ continuation: CheckedContinuation<Void, any Error>, _ id: Int, _ duration: Duration) {
        let satisfied: [Watcher]? = state.withLock { state in
            guard !state.cancelled.contains(id) else { return nil }
            let deadline = state.elapsed + duration
            state.sleepers[id] = Sleeper(duration: duration, deadline: deadline, continuation: continuation)
            let satisfied = state.watchers.filter { $0.wanted(duration) }
            state.watchers.removeAll { $0.wanted(duration) }
            return satisfied
        }
        guard let satisfied else {
            continuation.resume(throwing: CancellationError())
            return
        }
        for watcher in satisfied { watcher.continuation.resume() }
    }
}
