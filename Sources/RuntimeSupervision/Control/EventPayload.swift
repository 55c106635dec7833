import FoundationEssentials

/// The payload of an event frame.
struct EventPayload: Encodable {
    let cron: String
    /// In milliseconds since 1970.
    let scheduledTime: Int64
    let eventId: String

    init(_ event: ScheduledEvent) {
        cron = event.cron
        scheduledTime = Int64((event.time.timeIntervalSince1970 * 1_000).rounded())
        eventId = event.id
    }

    func bytes() throws -> [UInt8] {
        Array(try JSONEncoder().encode(self))
    }
}
