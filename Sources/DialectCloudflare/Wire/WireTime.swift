import FoundationEssentials
import HTTPModel

/// Times as this API writes them.
enum WireTime {
    /// RFC 3339 in UTC, always with six digits behind the point: clients compare these as texts.
    static func text(_ date: Date) -> String {
        let microseconds = Int((date.timeIntervalSince1970 * 1_000_000).rounded())
        let seconds = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let whole = Date(timeIntervalSince1970: TimeInterval(seconds.quotient)).formatted(.iso8601)
        let digits = String(seconds.remainder)
        return "\(whole.dropLast()).\(String(repeating: "0", count: 6 - digits.count))\(digits)Z"
    }
}

extension JSONValue {
    init(_ date: Date) { self = .string(WireTime.text(date)) }
}
