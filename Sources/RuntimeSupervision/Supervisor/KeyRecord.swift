import HTTPEngine

/// What is known about one key: its instance, who waits for it, and how it has fared.
struct KeyRecord {
    typealias Waiter = @Sendable (Result<UpstreamEndpoint, InstanceFailure>) -> Void

    /// The instance that is, or will be, given to requests.
    ///
    /// Those that are being stopped are no longer here.
    var current: Instance?
    var waiters: [Waiter] = []
    var retry: RetryDelay
    /// What the last failure was, in words.
    var lastFailure = ""
    /// How often an instance that had been ready ended on its own.
    var losses = 0

    /// Whether it can be forgotten: nothing goes on, and the last failure is that long ago.
    func isForgettable(at now: LoopInstant, after redemption: Duration) -> Bool {
        current == nil && waiters.isEmpty && (retry.failures == 0 || retry.notBefore + redemption < now)
    }
}
