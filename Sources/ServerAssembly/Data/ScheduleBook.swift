import EventDispatch
import ReleaseModel
import Synchronization
import Telemetry

/// The schedules of this node, kept up with the routes.
final class ScheduleBook: Sendable {
    private let schedules = Mutex<[Workload.ID: Set<Schedule>]>([:])
    private let log: Log

    init(log: Log) {
        self.log = log
    }

    /// Takes over a delta; returns all schedules there are then, or `nil` when they are the same as before.
    ///
    /// An expression that cannot be read is logged and left out. The dialects refuse those, so it comes from a later
    /// release than this one.
    func apply(_ delta: RoutingDelta) -> Set<Schedule>? {
        schedules.withLock { schedules in
            let before = schedules
            if delta.isComplete { schedules = [:] }
            for workload in delta.removed { schedules[workload] = nil }
            for route in delta.changed {
                let wanted = Set(route.triggers.compactMap(schedule))
                schedules[route.workload.id] = wanted.isEmpty ? nil : wanted
            }
            return schedules == before ? nil : schedules.values.reduce(into: []) { $0.formUnion($1) }
        }
    }

    private func schedule(_ trigger: Trigger) -> Schedule? {
        do {
            return try Schedule(trigger)
        } catch {
            log.error(
                "schedule skipped",
                [
                    "workload": .string(trigger.workload.description), "cron": .string(error.expression),
                    "problem": .string("\(error.problem)"), "position": .integer(error.position),
                ]
            )
            return nil
        }
    }
}
