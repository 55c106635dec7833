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
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func append(_ number: Int, digits: Int, then separator: Unicode.Scalar) {
            var unit = digits == 4 ? 1_000 : digits == 3 ? 100 : 10
            while unit > 0 {
                text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
                unit /= 10
            }
            text.append(UInt8(ascii: separator))
        }
        append(Int(parts.tm_year) + 1_900, digits: 4, then: "-")
        append(Int(parts.tm_mon) + 1, digits: 2, then: "-")
        append(Int(parts.tm_mday), digits: 2, then: "T")
        append(Int(parts.tm_hour), digits: 2, then: ":")
        append(Int(parts.tm_min), digits: 2, then: ":")
        append(Int(parts.tm_sec), digits: 2, then: ".")
        append(milliseconds, digits: 3, then: "Z")
        return String(decoding: text, as: UTF8.self)
    }
}
