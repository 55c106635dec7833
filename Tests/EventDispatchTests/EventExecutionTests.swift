import EventDispatch
import Foundation
import Lifecycle
import Synchronization
import Telemetry
import Testing

@Suite("Events run within their limits", .timeLimit(.minutes(1)))
struct EventExecutionTests {
    struct Failure: Error {}

    private let noon: UTCMinute = "2026-11-21T12:00"
    private let due = Schedule.example("1 12 * * *")

    @Test("a failed event is not tried again unless the limits say so")
    func noRetry() async throws {
        let events = try await SchedulerBench.run(
            [due],
            clock: VirtualClock(at: noon),
            record: MemoryRecord(),
            handler: { _ in throw Failure() }
        ) { bench in
            await bench.pass(.seconds(60))
            await bench.pass(.seconds(60))
            await bench.scheduler.stop()
            #expect(bench.metrics.failed.value == 1 && bench.metrics.retried.value == 0)
        }
        #expect(events.count == 1)
    }

    @Test("retries keep the key, wait longer each time, and end with the last attempt")
    func retries() async throws {
        var limits = SchedulerLimits.unhurried
        limits.attempts = 3
        let tries = Mutex(0)
        let lastTry = Gate()
        let events = try await SchedulerBench.run(
            [due],
            clock: VirtualClock(at: noon),
            record: MemoryRecord(),
            limits: limits,
            handler: { _ in
                let count = tries.withLock { count in
                    count += 1
                    return count
                }
                if count == 3 { lastTry.open() }
                throw Failure()
            }
        ) { bench in
            await bench.pass(.seconds(60))
            await bench.clock.whenAsleep { $0 == .seconds(100) }
            await bench.pass(.seconds(100))
            await bench.clock.whenAsleep { $0 == .seconds(150) }
            await bench.pass(.seconds(150))
            await lastTry.wait()
            await bench.scheduler.stop()
            #expect(bench.metrics.failed.value == 1 && bench.metrics.retried.value == 2)
        }
        #expect(events.count == 3 && Set(events.map(\.key)).count == 1)
    }

    @Test("an event that takes too long is cancelled and has failed")
    func timeout() async throws {
        let cancelled = Gate()
        try await SchedulerBench.run(
            [due],
            clock: VirtualClock(at: noon),
            record: MemoryRecord(),
            handler: { _ in
                await Gate().wait()
                cancelled.open()
            }
        ) { bench in
            await bench.pass(.seconds(60))
            await bench.clock.whenAsleep { $0 == .seconds(900) }
            bench.clock.advance(by: .seconds(900))
            await cancelled.wait()
            await bench.scheduler.stop()
            #expect(bench.metrics.failed.value == 1 && bench.metrics.succeeded.value == 0)
        }
    }

    @Test("no more run at once than may, no more wait than may, and what is dropped is counted")
    func bounds() async throws {
        var limits = SchedulerLimits.unhurried
        limits.runningEvents = 2
        limits.waitingEvents = 3
        let crowd = Crowd()
        let events = try await SchedulerBench.run(
            Set((1...9).map { Schedule.example("1 12 * * *", workload: $0) }),
            clock: VirtualClock(at: noon),
            record: MemoryRecord(),
            limits: limits,
            handler: { _ in await crowd.visit() }
        ) { bench in
            await bench.pass(.seconds(60))
            #expect(bench.metrics.dropped.value == 4)
            await crowd.gather(2)
            await crowd.leave(5)
            await bench.scheduler.stop()
            #expect(bench.metrics.succeeded.value == 5)
        }
        #expect(events.count == 5)
        #expect(crowd.largest == 2)
    }

    @Test("stopping lets what runs end, and drops what waits")
    func stop() async throws {
        var limits = SchedulerLimits.unhurried
        limits.runningEvents = 1
        let (begun, mayEnd) = (Gate(), Gate())
        let events = try await SchedulerBench.run(
            [due, .example("1 12 * * *", workload: 2)],
            clock: VirtualClock(at: noon),
            record: MemoryRecord(),
            limits: limits,
            handler: { _ in
                begun.open()
                await mayEnd.wait()
            }
        ) { bench in
            await bench.pass(.seconds(60))
            await begun.wait()
            async let stopped: Void = bench.scheduler.stop()
            while bench.metrics.dropped.value == 0 { await Task.yield() }
            #expect(bench.metrics.succeeded.value == 0)
            mayEnd.open()
            await stopped
            #expect(bench.metrics.succeeded.value == 1 && bench.metrics.dropped.value == 1)
        }
        #expect(events.count == 1)
    }
}
