import ReleaseModel
import RuntimeSupervision

/// The code that stands by for a rollback: what lost its last share less than an hour ago.
///
/// It goes by what it is told, and does nothing itself. Times are monotonic.
struct StandbyList: Sendable {
    /// How long the code of a deployment that was replaced stands by.
    static let time: Duration = .seconds(3_600)
    /// The most that stands by; beyond it, what lost its share longest ago is let go.
    static let limit = 1_000

    private var lastServed: [InstanceKey: ContinuousClock.Instant] = [:]

    /// Takes note of what has lost its last share.
    mutating func add(_ keys: Set<InstanceKey>, at now: ContinuousClock.Instant) {
        for key in keys { lastServed[key] = now }
        for key in current(at: now).dropFirst(Self.limit) { lastServed[key] = nil }
    }

    /// Lets go of what serves again or is gone, which is what the condition tells.
    mutating func remove(where isOver: (InstanceKey) -> Bool) {
        lastServed = lastServed.filter { !isOver($0.key) }
    }

    /// Returns what stands by, most recently used first, and forgets what has stood by for long enough.
    ///
    /// What lost its share at the same moment is in the order of its identity: equal questions get equal answers.
    mutating func current(at now: ContinuousClock.Instant) -> [InstanceKey] {
        lastServed = lastServed.filter { now < $0.value + Self.time }
        return lastServed.sorted { left, right in
            left.value == right.value ? Self.precedes(left.key, right.key) : left.value > right.value
        }
        .map(\.key)
    }

    private static func precedes(_ left: InstanceKey, _ right: InstanceKey) -> Bool {
        (left.workload, left.version, left.component) < (right.workload, right.version, right.component)
    }
}
