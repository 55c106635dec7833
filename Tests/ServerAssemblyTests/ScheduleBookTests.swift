import FoundationEssentials
import ReleaseModel
import Synchronization
import Telemetry
import Testing

@testable import EventDispatch
@testable import ServerAssembly

@Suite("Schedules follow the routes, and events the deployments")
struct ScheduleBookTests {
    private func route(_ workload: Int, _ crons: String...) throws -> WorkloadRoute {
        let triggers = crons.map { Trigger.example(.schedule(expression: $0), of: workload) }
        return try .example(workload, ["production": try .example([1: 100])], triggers: triggers)
    }

    private func delta(_ changed: [WorkloadRoute], removed: [Int] = [], isComplete: Bool = false) -> RoutingDelta {
        RoutingDelta(
            revision: Revision(1),
            isComplete: isComplete,
            changed: changed,
            removed: removed.map { .example($0) }
        )
    }

    @Test("a change of schedules, a removal and a complete delta are seen; what changes no schedule is not")
    func changes() throws {
        let book = ScheduleBook(log: .silent)
        func crons(_ delta: RoutingDelta) -> Set<String>? {
            book.apply(delta).map { Set($0.map { "\($0.workload.description.suffix(1)) \($0.expression.text)" }) }
        }
        #expect(crons(delta([try route(1, "* * * * *"), try route(2)])) == ["1 * * * * *"])
        #expect(crons(delta([try route(1, "* * * * *")])) == nil)
        #expect(crons(delta([try route(2, "5 * * * *")])) == ["1 * * * * *", "2 5 * * * *"])
        #expect(crons(delta([try route(1)])) == ["2 5 * * * *"])
        #expect(crons(delta([], removed: [2])) == [])
        #expect(crons(delta([try route(3, "1 2 * * *")], isComplete: true)) == ["3 1 2 * * *"])
        #expect(crons(delta([], isComplete: true)) == [])
    }

    @Test("an expression that cannot be read is logged, and the others hold")
    func unreadable() throws {
        let sink = LineCount()
        let schedules = ScheduleBook(log: Log(to: sink)).apply(delta([try route(1, "whenever", "1 * * * *")]))
        #expect(schedules?.map(\.expression.text) == ["1 * * * *"])
        #expect(sink.value == 1)
    }

    private func event(_ target: Trigger.Target, minute: Int = 0) throws -> EventDispatch.ScheduledEvent {
        let expression = try CronExpression("* * * * *")
        let schedule = Schedule(workload: .example(), target: target, component: "main", expression: expression)
        return EventDispatch.ScheduledEvent(schedule, at: UTCMinute(minute))
    }

    @Test("each event has one version, however often it is asked for, and all events share as the deployment does")
    func shares() throws {
        let route = try WorkloadRoute.example(1, ["production": try .example([1: 90, 2: 10])])
        var counts: [Version.ID: Int] = [:]
        for minute in 0..<2_000 {
            let event = try event(.alias(.production), minute: minute)
            let version = try route.version(for: event)
            #expect(try route.version(for: event) == version)
            counts[version, default: 0] += 1
        }
        #expect(counts.count == 2)
        #expect((140...260).contains(counts[.example(2)] ?? 0))
    }

    @Test("an event goes by its alias or its version, and says what is missing")
    func targets() throws {
        let route = try WorkloadRoute.example(1, ["production": try .example([1: 100])], without: [3])
        #expect(try route.version(for: event(.alias(.production))) == .example(1))
        #expect(try route.version(for: event(.version(.example(2)))) == .example(2))
        #expect(throws: ScheduledRuns.Failure.versionDeleted) { try route.version(for: event(.version(.example(3)))) }
        let empty = try WorkloadRoute.example(1, [:])
        #expect(throws: ScheduledRuns.Failure.nothingDeployed) { try empty.version(for: event(.alias(.production))) }
    }

    @Test("an event is named by 32 hexadecimal digits, the same at every attempt and another in every minute")
    func names() throws {
        let first = try event(.alias(.production)).id
        #expect(first.count == 32 && first.allSatisfy { $0.isHexDigit })
        #expect(try event(.alias(.production)).id == first)
        #expect(try event(.alias(.production), minute: 1).id != first)
    }
}

/// Counts the lines of a log.
private final class LineCount: LogSink {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func write(_ lines: [UInt8]) {
        count.withLock { $0 += lines.count { $0 == UInt8(ascii: "\n") } }
    }

    func flush() {}
}

extension Trigger {
    fileprivate static func example(_ source: Source, of workload: Int) -> Trigger {
        Trigger(
            id: .example(),
            workload: .example(workload),
            source: source,
            target: .alias(.production),
            createdAt: Date(timeIntervalSince1970: 0)
        )
    }
}
