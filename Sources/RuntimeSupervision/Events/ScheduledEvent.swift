public import FoundationEssentials

/// A moment at which a worker wants to be called.
public struct ScheduledEvent: Sendable, Hashable {
    /// Names the event in logs, as a request id names a request.
    public let id: String
    /// The expression as the worker's author wrote it.
    public let cron: String
    /// The moment that the expression meant.
    public let time: Date

    public init(id: String, cron: String, time: Date) {
        self.id = id
        self.cron = cron
        self.time = time
    }
}
