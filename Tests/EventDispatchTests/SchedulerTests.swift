import EventDispatch
import Foundation
import ReleaseModel
import Telemetry
import Testing

@Suite("A schedule fires once in each minute in which it is due", .timeLimit(.minutes(1)))
struct SchedulerTests {
    private let noon: UTCMinute = "2026-11-21T12:00"

    @Test("every due minute, from the one after the first start on")
    func everyMinute() async throws {
        let record = MemoryRecord()
        let schedules: Set = [Schedule.example("* * * * *"), .example("*/2 * * * *"), .example("0 0 1 1 *")]
        let events = try await SchedulerBench.run(
            schedules,
            clock: VirtualClock(at: noon, second: 30),
            record: record
        ) { bench in
            for _ in 1...3 { await bench.pass(.seconds(60)) }
        }
        #expect(events.summary(since: noon) == ["* * * * * +1", "* * * * * +2", "*/2 * * * * +2", "* * * * * +3"])
        #expect(record.noted == noon.advanced(by: 3))
        let first = try #require(events.first)
        #expect(first.scheduledTime == noon.advanced(by: 1).start)
        #expect(first.key == "00000000-0000-4000-8000-000000000001/* * * * */\(noon.number + 1)")
    }

    @Test("not again when the set changes within the minute, nor when it left and came back")
    func changes() async throws {
        let (old, new) = (Schedule.example("* * * * *"), Schedule.example("*/1 * * * *"))
        let events = try await SchedulerBench.run(
            [old],
            clock: VirtualClock(at: noon, second: 59),
            record: MemoryRecord()
        ) { bench in
            await bench.pass(.seconds(1))
            bench.scheduler.replaceSchedules(with: [])
            bench.scheduler.replaceSchedules(with: [old, new])
            await bench.pass(.seconds(60))
            bench.scheduler.replaceSchedules(with: [new])
            await bench.pass(.seconds(60))
        }
        #expect(
            events.summary(since: noon) == ["* * * * * +1", "* * * * * +2", "*/1 * * * * +2", "*/1 * * * * +3"]
        )
    }

    struct Restart: Sendable {
        let last: Int
        let fired: [String]
        let missed: Int
    }

    @Test(
        "after a restart: not the minute that was fired, the one in progress if it was not, and none in between",
        arguments: [
            Restart(last: 0, fired: ["* * * * * +1"], missed: 0),
            Restart(last: -1, fired: ["* * * * * +0", "* * * * * +1"], missed: 0),
            Restart(last: -10, fired: ["* * * * * +0", "* * * * * +1"], missed: 9),
        ]
    )
    func restart(_ restart: Restart) async throws {
        let record = MemoryRecord(noon.advanced(by: restart.last))
        let events = try await SchedulerBench.run(
            [.example("* * * * *")],
            clock: VirtualClock(at: noon, second: 20),
            record: record
        ) { bench in
            await bench.pass(.seconds(60))
            #expect(bench.metrics.missedMinutes.value == restart.missed)
        }
        #expect(events.summary(since: noon) == restart.fired)
    }

    struct Step: Sendable {
        let minutes: Int
        let fired: [String]
        let missed: Int
    }

    /// The clock is set a little after 12:01 and then passes three minutes.
    @Test(
        "when the clock is set: nothing twice, and nothing made up for",
        arguments: [
            Step(minutes: 60, fired: ["+1", "+62", "+63", "+64"], missed: 60),
            Step(minutes: -1, fired: ["+1", "+2", "+3"], missed: 0),
            Step(minutes: -60, fired: ["+1"], missed: 0),
            Step(minutes: -525_600, fired: ["-525598", "-525597", "-525596", "+1"], missed: 0),
            Step(minutes: 525_600, fired: ["+1", "+525602", "+525603", "+525604"], missed: 525_600),
        ]
    )
    func clockSteps(_ step: Step) async throws {
        let events = try await SchedulerBench.run(
            [.example("* * * * *")],
            clock: VirtualClock(at: noon),
            record: MemoryRecord()
        ) { bench in
            await bench.pass(.seconds(60))
            bench.clock.set(to: noon.advanced(by: 1 + step.minutes), second: 0)
            for _ in 1...3 { await bench.pass(.seconds(60)) }
            #expect(bench.metrics.missedMinutes.value == step.missed)
        }
        let times = events.map { $0.minute.number - noon.number }.map { $0 < 0 ? "\($0)" : "+\($0)" }
        #expect(times == step.fired)
    }

    @Test("also when the record can be neither read nor written")
    func brokenRecord() async throws {
        let record = MemoryRecord(isBroken: true)
        let events = try await SchedulerBench.run(
            [.example("* * * * *")],
            clock: VirtualClock(at: noon),
            record: record
        ) { bench in
            await bench.pass(.seconds(60))
        }
        #expect(events.summary(since: noon) == ["* * * * * +1"])
    }

    @Test("a trigger of another kind makes no schedule, and a malformed one says so")
    func triggers() throws {
        let schedule = Schedule.example("*/5 * * * *")
        let id = try #require(Trigger.ID("00000000-0000-4000-8000-000000000009"))
        func trigger(_ source: Trigger.Source) -> Trigger {
            Trigger(
                id: id,
                workload: schedule.workload,
                source: source,
                target: schedule.target,
                createdAt: .distantPast
            )
        }
        #expect(try Schedule(trigger(.schedule(expression: "*/5 * * * *"))) == schedule)
        #expect(try Schedule(trigger(.host("a.example"))) == nil)
        #expect(throws: InvalidCronExpression.self) { try Schedule(trigger(.schedule(expression: "no"))) }
    }
}
