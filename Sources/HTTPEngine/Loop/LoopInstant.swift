/// A moment of the machine's monotonic clock, in whole milliseconds.
///
/// All loops of a process, and `CLOCK_MONOTONIC` itself, share one origin, so instants of different loops compare.
public struct LoopInstant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    /// A deadline that no sweep ever reaches.
    public static let never = LoopInstant(milliseconds: .max)

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Returns the instant that many milliseconds later; used on hot paths, where a `Duration` would cost divisions.
    public func advanced(byMilliseconds delta: Int64) -> LoopInstant {
        LoopInstant(milliseconds: milliseconds &+ delta)
    }

    public static func + (instant: LoopInstant, duration: Duration) -> LoopInstant {
        instant.advanced(byMilliseconds: duration.wholeMilliseconds)
    }

    public static func < (left: LoopInstant, right: LoopInstant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Duration {
    /// The duration in milliseconds, rounded up, so that a wait is never shorter than asked.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
