/// What scheduled events may use.
public struct SchedulerLimits: Sendable, Hashable {
    /// Events whose handler runs at the same time.
    public var runningEvents = 64
    /// Events that wait for one of these to end; more are dropped and counted.
    public var waitingEvents = 10_000
    /// How long one attempt may take, before its task is cancelled.
    public var attemptTimeout = Duration.seconds(900)
    /// How often an event whose handler failed is tried in all: once, which means no retry.
    public var attempts = 1
    /// The pause before the second attempt; it doubles with each further one.
    public var firstPause = Duration.seconds(1)
    /// The longest pause between two attempts.
    public var longestPause = Duration.seconds(60)
    /// The longest that the scheduler sleeps, which bounds how late it sees that the clock was set forward.
    public var longestSleep = Duration.seconds(10)

    public init() {}

    /// The pause after an attempt, counted from 1.
    func pause(after attempt: Int) -> Duration {
        var pause = firstPause
        for _ in 1..<max(1, attempt) where pause < longestPause { pause *= 2 }
        return min(pause, longestPause)
    }
}
