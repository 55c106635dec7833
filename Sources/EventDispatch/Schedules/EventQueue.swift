/// Counts the events that run, and keeps those that have to wait.
///
/// Nothing waits while less runs than may: whoever is done with an event takes the next.
struct EventQueue {
    private let limits: SchedulerLimits
    private var runningCount = 0
    private var waiting: [ScheduledEvent] = []
    /// Where the events that still wait begin.
    private var head = 0

    init(limits: SchedulerLimits) {
        self.limits = limits
    }

    private var waitingCount: Int { waiting.count - head }

    /// Takes events as far as there is room; returns those that begin now, and how many are not taken.
    mutating func add(_ events: [ScheduledEvent]) -> (begun: [ScheduledEvent], dropped: Int) {
        let begun = events.prefix(max(0, limits.runningEvents - runningCount))
        runningCount += begun.count
        let rest = events.dropFirst(begun.count)
        waiting.removeFirst(head)
        head = 0
        let taken = rest.prefix(max(0, limits.waitingEvents - waitingCount))
        waiting += taken
        return (Array(begun), rest.count - taken.count)
    }

    /// Ends an event, and begins the next one if any waits.
    mutating func next() -> ScheduledEvent? {
        guard waitingCount > 0 else {
            runningCount -= 1
            return nil
        }
        defer { head += 1 }
        return waiting[head]
    }

    /// Forgets what waits; returns how much that was.
    mutating func clear() -> Int {
        defer {
            waiting = []
            head = 0
        }
        return waitingCount
    }
}
