/// What asynchronous calls may use.
public struct QueueLimits: Sendable, Hashable {
    /// The calls that run at the same time.
    public var running = 64
    /// The calls of one account that may wait or run.
    public var entriesPerAccount = 10_000
    /// Their events, in bytes.
    public var bytesPerAccount = 256 << 20
    /// The pause before a call that failed is tried again; it doubles with each further attempt.
    public var firstPause = Duration.seconds(1)
    /// The longest pause between two attempts.
    public var longestPause = Duration.seconds(300)
    /// How long a call that can be looked at is remembered after its end.
    public var retention = Duration.seconds(7 * 86_400)
    /// What is remembered of a result, in bytes.
    public var resultBytes = 64 << 10
    /// How many calls may lead to one another by destinations.
    public var depth = 16
    /// How often what ended is looked through for what can be forgotten.
    public var sweepInterval = Duration.seconds(60)

    public init() {}

    /// The pause after so many attempts.
    func pause(after attempts: Int) -> Duration {
        // Beyond twenty doublings the limit has long been reached.
        min(longestPause, firstPause * (1 << min(max(0, attempts - 1), 20)))
    }
}
