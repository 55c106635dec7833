/// When to send a request again after its connection failed.
///
/// Connections fail for a moment while the server restarts its control process. Waits double, and a random part keeps
/// callers from coming back all at once.
struct RetryPolicy: Sendable {
    /// The most that a request is sent.
    static let maximumAttempts = 5
    /// No attempt begins later than this after the first.
    static let deadline = Duration.seconds(10)
    static let firstWait = Duration.milliseconds(100)

    private var attempts = 1

    /// Returns how long to wait before the next attempt, `nil` to give up.
    ///
    /// - Parameters:
    ///   - elapsed: The time since the first attempt began.
    ///   - jitter: Between 0 and 1.
    /// - Returns: At most the double of the wait before.
    mutating func wait(elapsed: Duration, jitter: Double) -> Duration? {
        guard attempts < Self.maximumAttempts else { return nil }
        let wait = Self.firstWait * (1 << (attempts - 1)) * (0.5 + jitter / 2)
        guard elapsed + wait < Self.deadline else { return nil }
        attempts += 1
        return wait
    }
}
