/// How soon a process that ended is started again.
///
/// The first restart comes almost at once; each that follows a short life waits twice as long, up to a limit. A life
/// that lasted begins anew.
struct RestartPolicy: Sendable {
    static let firstDelay: Duration = .milliseconds(20)
    static let longestDelay: Duration = .seconds(5)

    /// A process that lived this long is not failing at its start.
    let settledAfter: Duration
    private var next = Self.firstDelay

    init(settledAfter: Duration = .milliseconds(500)) {
        self.settledAfter = settledAfter
    }

    /// Returns how long to wait after a life of this length.
    mutating func delay(afterLiving life: Duration) -> Duration {
        if life >= settledAfter { next = Self.firstDelay }
        let delay = next
        next = min(next * 2, Self.longestDelay)
        return delay
    }
}
