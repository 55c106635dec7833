import HTTPEngine

/// How long to wait before something that fails is tried again: twice as long each time, up to a limit.
struct RetryDelay {
    let initial: Duration
    let maximum: Duration
    private(set) var failures = 0
    private(set) var notBefore = LoopInstant(milliseconds: .min)

    init(initial: Duration, maximum: Duration) {
        self.initial = initial
        self.maximum = maximum
    }

    /// Returns how much longer to wait; nil when it may be tried.
    func remaining(at now: LoopInstant) -> Duration? {
        now < notBefore ? .milliseconds(notBefore.milliseconds - now.milliseconds) : nil
    }

    mutating func failed(at now: LoopInstant) {
        // Thirty doublings of a millisecond are twelve days: more exponents could only overflow.
        let delay = initial * (1 << min(failures, 30))
        failures += 1
        notBefore = now + min(delay, maximum)
    }

    mutating func succeeded() {
        failures = 0
        notBefore = LoopInstant(milliseconds: .min)
    }
}
