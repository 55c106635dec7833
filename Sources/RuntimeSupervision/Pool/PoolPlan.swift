import HTTPEngine

/// Decides how many engines to start so that enough are warm.
struct PoolPlan {
    /// How many shall be warm while nobody asks.
    var target: Int
    /// How many may be starting at once: starts compete with requests for the processors.
    let maximumStarting: Int
    private(set) var starting = 0
    private(set) var delay: RetryDelay

    init(target: Int, maximumStarting: Int) {
        self.target = target
        self.maximumStarting = maximumStarting
        delay = RetryDelay(initial: .milliseconds(200), maximum: .seconds(10))
    }

    /// Returns how many to start now.
    func startsNeeded(idle: Int, waiting: Int, at now: LoopInstant) -> Int {
        guard delay.remaining(at: now) == nil else { return 0 }
        return max(0, min(target + waiting - idle - starting, maximumStarting - starting))
    }

    mutating func started() {
        starting += 1
    }

    mutating func becameWarm() {
        starting -= 1
        delay.succeeded()
    }

    /// A start failed, or a process ended while it was starting or waiting.
    mutating func failed(wasStarting: Bool, at now: LoopInstant) {
        if wasStarting { starting -= 1 }
        delay.failed(at: now)
    }
}
