/// How many instances there may be, and how long things may take.
public struct RuntimeLimits: Sendable, Hashable {
    /// Engines that are kept warm for the next cold start.
    public var warmEngines = 2
    /// Engines that may be starting at once.
    public var startingEngines = 2
    /// Instances that may exist at once; beyond it the longest idle one makes room.
    public var instances = 256
    /// Requests that may wait for one key to become ready.
    public var waitersPerKey = 4_096
    /// Keys whose code may be wanted at once.
    public var pendingSpecifications = 1_024
    /// Log entries per second and instance; what exceeds it is dropped and counted.
    public var eventsPerSecond = 1_000
    public var startTimeout = Duration.seconds(15)
    public var drainTimeout = Duration.seconds(30)
    /// How long an instance that is not kept may be idle.
    public var idleTime = Duration.seconds(60)
    /// The pauses after a key has failed: the first, and the longest.
    public var firstRetryDelay = Duration.milliseconds(500)
    public var longestRetryDelay = Duration.seconds(30)
    /// An instance that was ready for this long has redeemed its key's earlier failures.
    public var redemption = Duration.seconds(60)
    public var pingInterval = Duration.seconds(5)
    /// How long an engine may leave a ping unanswered.
    ///
    /// Long, because killing it fails the requests it works on.
    public var pongDeadline = Duration.seconds(5)
    /// How often deadlines, idleness and health are looked at.
    public var sweepInterval = Duration.milliseconds(250)
    /// How often the last request of an instance that is to stop is looked for.
    public var drainPollInterval = Duration.milliseconds(20)

    public init() {}
}
