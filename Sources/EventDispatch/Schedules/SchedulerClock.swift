public import FoundationEssentials

/// The time that a scheduler goes by.
public struct SchedulerClock: Sendable {
    /// The wall clock, which may be set forward and back.
    let now: @Sendable () -> Date
    /// Waits; throws when the task is cancelled.
    let sleep: @Sendable (Duration) async throws -> Void

    public init(now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock.
    public static let system = SchedulerClock(now: { Date() }, sleep: { try await Task.sleep(for: $0) })

    /// How long it takes until the next minute begins.
    var untilNextMinute: Duration {
        let now = now()
        let next = UTCMinute(containing: now).advanced(by: 1).start
        return .milliseconds(max(1, Int((next.timeIntervalSince(now) * 1_000).rounded(.up))))
    }
}
