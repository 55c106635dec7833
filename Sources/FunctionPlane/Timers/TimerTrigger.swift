import EventDispatch
import FoundationEssentials
import ReleaseModel

/// A timer of a function.
struct TimerTrigger: Sendable, Hashable {
    let id: Trigger.ID
    let workload: Workload.ID
    let target: Trigger.Target
    let function: String
    let name: String
    let expression: TimerExpression
    let payload: String

    /// `nil` for triggers of other kinds, and for timers that are switched off or cannot be read.
    init?(_ trigger: Trigger) {
        guard case .timer = trigger.source, let document = trigger.document,
            let described = try? JSONDecoder().decode(FunctionTrigger.self, from: Data(document.utf8)),
            let timer = try? JSONDecoder().decode(
                FunctionTrigger.Timer.self,
                from: Data(described.configuration.utf8)
            ),
            timer.enable != false, let expression = try? TimerExpression(timer.cronExpression)
        else { return nil }
        id = trigger.id
        workload = trigger.workload
        target = trigger.target
        function = trigger.component
        name = described.name
        self.expression = expression
        payload = timer.payload ?? ""
    }

    private struct Event: Encodable {
        let triggerName: String
        let triggerTime: String
        let payload: String
    }

    /// What the function is told.
    func event(at date: Date) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let event = Event(triggerName: name, triggerTime: date.ISO8601Format(), payload: payload)
        return (try? encoder.encode(event)).map(Array.init) ?? []
    }
}
