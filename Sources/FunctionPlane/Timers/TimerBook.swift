import EventDispatch
import FoundationEssentials
import ReleaseModel

/// Decides when which timer fires.
///
/// A timer fires once for each time at which it is due; what was due while nobody looked is counted, not made up for.
struct TimerBook: Sendable {
    /// How late a timer may be fired; what is later counts as missed.
    static let tolerance: TimeInterval = 60
    /// The most misses of one timer that are counted at once.
    static let maximumMisses = 10_000

    private var due: [Trigger.ID: (timer: TimerTrigger, at: Date)] = [:]
    private var fired: [Trigger.ID: Date]

    /// Takes what is known of earlier lives.
    init(fired: [Trigger.ID: Date]) {
        self.fired = fired
    }

    /// When the next timer is due.
    var next: Date? { due.values.map(\.at).min() }

    /// What follows from other timers.
    struct Change: Sendable, Hashable {
        /// Timers that are gone for good.
        var gone: [Trigger.ID] = []
        /// How often those that came back were due while nobody looked.
        var missed = 0
    }

    /// Makes these all the timers there are.
    ///
    /// One whose expression changed, like a new one, counts from now.
    mutating func replace(with timers: [TimerTrigger], at now: Date) -> Change {
        var change = Change()
        let old = due
        due = [:]
        for timer in timers {
            if let known = old[timer.id], known.timer.expression == timer.expression {
                due[timer.id] = (timer, known.at)
                continue
            }
            if old[timer.id] == nil, let last = fired[timer.id] {
                change.missed += Self.times(of: timer.expression, from: last, to: now).count
            }
            due[timer.id] = timer.expression.next(after: now).map { (timer, $0) }
        }
        let present = Set(timers.map(\.id))
        change.gone = fired.keys.filter { !present.contains($0) }.sorted()
        for id in change.gone { fired[id] = nil }
        return change
    }

    /// Takes out what is due; returns it, and how many times were missed.
    mutating func take(at now: Date) -> (firings: [Firing], missed: Int) {
        var firings: [Firing] = []
        var missed = 0
        for (id, entry) in due where entry.at <= now {
            let times = [entry.at] + Self.times(of: entry.timer.expression, from: entry.at, to: now)
            let timely = times.filter { now.timeIntervalSince($0) <= Self.tolerance }
            firings += timely.map { Firing(timer: entry.timer, at: $0) }
            missed += times.count - timely.count
            fired[id] = times.last
            due[id] = entry.timer.expression.next(after: now).map { (entry.timer, $0) }
        }
        return (firings.sorted { ($0.at, $0.timer.id) < ($1.at, $1.timer.id) }, missed)
    }

    /// A time at which a timer is due.
    struct Firing: Sendable, Hashable {
        let timer: TimerTrigger
        let at: Date
    }

    /// The times after one and up to another, of which no more than ``maximumMisses`` are counted.
    private static func times(of expression: TimerExpression, from first: Date, to last: Date) -> [Date] {
        var times: [Date] = []
        var time = expression.next(after: first)
        while let current = time, current <= last, times.count < maximumMisses {
            times.append(current)
            time = expression.next(after: current)
        }
        return times
    }
}
