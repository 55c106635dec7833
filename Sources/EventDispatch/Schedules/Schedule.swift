public import ReleaseModel

/// A workload's wish to be called whenever a cron expression is due.
public struct Schedule: Sendable, Hashable {
    public let workload: Workload.ID
    /// What chooses the version at each event.
    public let target: Trigger.Target
    public let component: String
    public let expression: CronExpression

    public init(workload: Workload.ID, target: Trigger.Target, component: String, expression: CronExpression) {
        self.workload = workload
        self.target = target
        self.component = component
        self.expression = expression
    }

    /// Returns the schedule that a trigger asks for; `nil` when it is of another kind.
    public init?(_ trigger: Trigger) throws(InvalidCronExpression) {
        guard case .schedule(let text) = trigger.source else { return nil }
        workload = trigger.workload
        target = trigger.target
        component = trigger.component
        expression = try CronExpression(text)
    }
}
