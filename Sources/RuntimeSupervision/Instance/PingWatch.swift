import HTTPEngine

/// Finds engines that no longer answer: their only thread is busy for good.
struct PingWatch {
    enum Verdict: Equatable {
        case wait
        case ping(id: UInt32)
        case unresponsive
    }

    private var nextID: UInt32 = 1
    private var awaited: UInt32?
    private var lastPing = LoopInstant(milliseconds: .min)

    /// Returns what to do now.
    mutating func check(at now: LoopInstant, interval: Duration, deadline: Duration) -> Verdict {
        if awaited != nil { return lastPing + deadline < now ? .unresponsive : .wait }
        guard lastPing.milliseconds == .min || lastPing + interval < now else { return .wait }
        awaited = nextID
        lastPing = now
        nextID &+= 1
        return .ping(id: nextID &- 1)
    }

    mutating func answered(id: UInt32) {
        if awaited == id { awaited = nil }
    }
}
