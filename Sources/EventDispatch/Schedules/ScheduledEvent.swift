public import FoundationEssentials
public import ReleaseModel

/// One occurrence of a schedule.
public struct ScheduledEvent: Sendable, Hashable {
    public let schedule: Schedule
    public let minute: UTCMinute

    init(_ schedule: Schedule, at minute: UTCMinute) {
        self.schedule = schedule
        self.minute = minute
    }

    public var workload: Workload.ID { schedule.workload }

    /// The cron expression as it was written.
    public var expression: String { schedule.expression.text }

    /// The beginning of the minute for which the event was due, however late it runs.
    public var scheduledTime: Date { minute.start }

    /// What tells this event from all others, and is the same at every attempt.
    ///
    /// Used as the affinity key, it lets one draw choose the version of the event and all its retries.
    public var key: String { "\(workload)/\(expression)/\(minute.number)" }
}
