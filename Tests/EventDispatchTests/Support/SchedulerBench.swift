import EventDispatch
import Foundation
import ReleaseModel
import Synchronization
import Telemetry

/// A scheduler that runs by a virtual clock, and what it has fired.
struct SchedulerBench: Sendable {
    let clock: VirtualClock
    let scheduler: Scheduler
    let metrics: SchedulerMetrics
    private let fired: EventLog

    final class EventLog: Sendable {
        let events = Mutex<[ScheduledEvent]>([])
    }

    /// Runs a scheduler around the body, and stops it; returns what it has fired in all, in the order of times.
    @discardableResult
    static func run(
        _ schedules: Set<Schedule>,
        clock: VirtualClock,
        record: MemoryRecord,
        limits: SchedulerLimits = .unhurried,
        handler: @escaping Scheduler.Handler = { _ in },
        _ body: @Sendable (SchedulerBench) async throws -> Void
    ) async throws -> [ScheduledEvent] {
        let (fired, metrics) = (EventLog(), SchedulerMetrics(in: MetricRegistry()))
        let scheduler = Scheduler(
            limits: limits,
            clock: clock.schedulerClock,
            record: record,
            metrics: metrics,
            log: .silent
        ) { event in
            fired.events.withLock { $0.append(event) }
            try await handler(event)
        }
        let bench = SchedulerBench(clock: clock, scheduler: scheduler, metrics: metrics, fired: fired)
        scheduler.replaceSchedules(with: schedules)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await scheduler.run() }
            await bench.untilIdle()
            try await body(bench)
            await scheduler.stop()
            try await group.waitForAll()
        }
        return bench.events
    }

    var events: [ScheduledEvent] {
        fired.events.withLock(\.self).sorted { ($0.minute, $0.expression) < ($1.minute, $1.expression) }
    }

    /// Lets time pass, and returns when the scheduler waits for the next minute.
    func pass(_ duration: Duration) async {
        clock.advance(by: duration)
        await untilIdle()
    }

    /// Returns when the scheduler waits for the next minute, its events given to their tasks.
    func untilIdle() async {
        await clock.whenAsleep { $0 <= .seconds(60) }
    }
}

extension SchedulerLimits {
    /// Sleeps whole minutes, so that a test knows who sleeps by how long it does.
    static var unhurried: SchedulerLimits {
        var limits = SchedulerLimits()
        limits.longestSleep = .seconds(60)
        limits.firstPause = .seconds(100)
        limits.longestPause = .seconds(150)
        return limits
    }
}

extension Schedule {
    static func example(_ expression: String, workload: Int = 1) -> Schedule {
        guard let id = Workload.ID("00000000-0000-4000-8000-00000000000\(workload)"),
            let expression = try? CronExpression(expression)
        else { preconditionFailure("the example is malformed") }
        return Schedule(workload: id, target: .alias(.production), component: "main", expression: expression)
    }
}

extension [ScheduledEvent] {
    /// `expression at minute` of each, the minutes counted from another.
    func summary(since start: UTCMinute) -> [String] {
        map { "\($0.expression) +\($0.minute.number - start.number)" }
    }
}
