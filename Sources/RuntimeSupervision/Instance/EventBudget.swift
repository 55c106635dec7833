import HTTPEngine

/// How many log entries an instance may cause: so many per second, and that many at once.
struct EventBudget {
    let perSecond: Int
    private var available: Int
    private var second: Int64
    private var dropped = 0

    init(perSecond: Int, now: LoopInstant) {
        self.perSecond = perSecond
        available = perSecond
        second = now.milliseconds / 1_000
    }

    enum Verdict: Equatable {
        case pass
        /// Passes, and this many before it did not.
        case passAfterDropping(Int)
        case drop
    }

    mutating func spend(at now: LoopInstant) -> Verdict {
        let current = now.milliseconds / 1_000
        if current != second {
            second = current
            available = perSecond
        }
        guard available > 0 else {
            dropped += 1
            return .drop
        }
        available -= 1
        defer { dropped = 0 }
        return dropped == 0 ? .pass : .passAfterDropping(dropped)
    }
}
