import Glibc

/// A moment of the wall clock, for people and logs; never for measuring time.
public struct Timestamp: Sendable, Hashable {
    public let millisecondsSinceEpoch: Int

    public init(millisecondsSinceEpoch: Int) {
        self.millisecondsSinceEpoch = millisecondsSinceEpoch
    }

    @Sendable
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSinceEpoch: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as RFC 3339 has it, in UTC with milliseconds: `2026-11-21T14:34:36.123Z`.
    public var description: String {
        var seconds = time_t(millisecondsSinceEpoch / 1000)
        var milliseconds = millisecondsSinceEpoch % 1000
        if milliseconds < 0 {
            seconds -= 1
            milliseconds += 1000
        }
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = "\(parts.tm_year + 1900)-\(padded(Int(parts.tm_mon) + 1))-\(padded(Int(parts.tm_mday)))"
        let time = "\(padded(Int(parts.tm_hour))):\(padded(Int(parts.tm_min))):\(padded(Int(parts.tm_sec)))"
        return "\(date)T\(time).\(padded(milliseconds, to: 3))Z"
    }

    private func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
