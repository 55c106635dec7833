public import Lifecycle
import Synchronization
public import Telemetry

/// Fires every schedule in every minute in which it is due, once.
///
/// A minute is fired as a whole or not at all: a schedule that comes into the set, or back into it, during a minute
/// first fires in the next. The last minute fired is noted before its events begin, so neither a restart nor a clock
/// that is set back fires it again; a process that dies in between loses its events. Minutes that pass while no
/// scheduler runs are counted and not made up for.
public final class Scheduler: Service {
    /// Runs one attempt of an event; an error asks for the next attempt, if there is one.
    public typealias Handler = @Sendable (ScheduledEvent) async throws -> Void

    public let name = "scheduler"

    private struct State {
        var schedules: Set<Schedule> = []
        var queue: EventQueue
        var ledger = MinuteLedger(last: nil)
    }

    private let state: Mutex<State>
    private let stopping = Gate()
    private let ended = Gate()
    private let limits: SchedulerLimits
    private let clock: SchedulerClock
    private let record: any MinuteRecord
    private let metrics: SchedulerMetrics
    private let log: Log
    private let handler: Handler

    public init(
        limits: SchedulerLimits = SchedulerLimits(),
        clock: SchedulerClock = .system,
        record: any MinuteRecord,
        metrics: SchedulerMetrics,
        log: Log,
        handler: @escaping Handler
    ) {
        state = Mutex(State(queue: EventQueue(limits: limits)))
        self.limits = limits
        self.clock = clock
        self.record = record
        self.metrics = metrics
        self.log = log
        self.handler = handler
    }

    /// Makes these all the schedules there are, from the next minute on; may be called from anywhere at any time.
    public func replaceSchedules(with schedules: Set<Schedule>) {
        state.withLock { $0.schedules = schedules }
    }

    public func run() async {
        defer { ended.open() }
        await recallLastMinute()
        await withDiscardingTaskGroup { group in
            repeat {
                for event in await fireWhatIsDue() { group.addTask { await self.work(beginningWith: event) } }
            } while await pause(for: min(clock.untilNextMinute, limits.longestSleep))
            dropWhatWaits()
        }
    }

    /// Fires no more, drops what has not begun, and returns when the running handlers have ended; what they fail is
    /// not tried again.
    public func stop() async {
        stopping.open()
        dropWhatWaits()
        await ended.wait()
    }
}

/// Minutes.
extension Scheduler {
    private func recallLastMinute() async {
        do {
            let last = try await record.lastMinute()
            state.withLock { $0.ledger = MinuteLedger(last: last) }
        } catch {
            log.error("last fired minute unknown, beginning with the next", ["error": LogValue(error)])
        }
    }

    /// Returns the events of the minute that begin now, if it is a new one.
    private func fireWhatIsDue() async -> [ScheduledEvent] {
        let minute = UTCMinute(containing: clock.now())
        let step = state.withLock { $0.ledger.reach(minute) }
        guard case .fire(let missed) = step, !stopping.isOpen else { return [] }
        if missed > 0 {
            metrics.missedMinutes.increment(by: missed)
            log.warning("minutes passed without a scheduler", ["count": .integer(missed)])
        }
        await note(minute)
        let (begun, dropped) = state.withLock { state in
            let due = state.schedules.filter { $0.expression.matches(minute) }
            return state.queue.add(due.map { ScheduledEvent($0, at: minute) })
        }
        countDropped(dropped, because: "too many wait")
        return begun
    }

    /// Notes the minute; where that fails it is fired nevertheless, since most likely nothing restarts within it.
    private func note(_ minute: UTCMinute) async {
        do {
            try await record.note(minute)
        } catch {
            log.error("fired minute not noted, a restart could fire it again", ["error": LogValue(error)])
        }
    }

    private func dropWhatWaits() {
        countDropped(state.withLock { $0.queue.clear() }, because: "the scheduler stops")
    }

    private func countDropped(_ count: Int, because reason: String) {
        guard count > 0 else { return }
        metrics.dropped.increment(by: count)
        log.error("scheduled events dropped", ["count": .integer(count), "reason": .string(reason)])
    }

    /// Returns false when the scheduler is to stop.
    private func pause(for duration: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { [clock] in
                do {
                    try await clock.sleep(duration)
                    return true
                } catch {
                    return false
                }
            }
            group.addTask { [stopping] in
                await stopping.wait()
                return false
            }
            let isOver = await group.next() ?? false
            group.cancelAll()
            return isOver && !stopping.isOpen && !Task.isCancelled
        }
    }
}

/// Events.
extension Scheduler {
    private func work(beginningWith first: ScheduledEvent) async {
        var event: ScheduledEvent? = first
        while let current = event {
            await perform(current)
            event = state.withLock { $0.queue.next() }
        }
    }

    private func perform(_ event: ScheduledEvent) async {
        for attempt in 1...max(1, limits.attempts) {
            if attempt > 1 { metrics.retried.increment() }
            do {
                try await attemptOnce(event)
                metrics.succeeded.increment()
                return
            } catch {
                log.warning(
                    "scheduled event failed",
                    ["event": .string(event.key), "attempt": .integer(attempt), "error": LogValue(error)]
                )
            }
            guard attempt < limits.attempts, await pause(for: limits.pause(after: attempt)) else { break }
        }
        metrics.failed.increment()
    }

    private func attemptOnce(_ event: ScheduledEvent) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [handler] in try await handler(event) }
            group.addTask { [clock, limits] in
                try await clock.sleep(limits.attemptTimeout)
                throw EventTimeout(after: limits.attemptTimeout)
            }
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }
}
