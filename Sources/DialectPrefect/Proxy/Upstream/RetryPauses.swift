/// When a write that the server was too busy for is sent again.
///
/// With SQLite, a write that meets another one is answered by 503 at once, and has not been carried out.
struct RetryPauses {
    private let limits: UpstreamLimits
    private var attempts = 0

    init(_ limits: UpstreamLimits) {
        self.limits = limits
    }

    /// Returns how long to wait before another attempt; nil when there is to be none.
    ///
    /// `jitter`, between 0 and 1, keeps those who were refused together from coming back together.
    mutating func next(elapsed: Duration, jitter: Double) -> Duration? {
        let doublings = min(attempts, 30)
        attempts += 1
        let whole = min(limits.firstPause * (1 << doublings), limits.longestPause)
        let pause = whole * (0.5 + jitter / 2)
        return elapsed + pause <= limits.repeatDeadline ? pause : nil
    }
}
