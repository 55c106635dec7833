import FoundationEssentials
import HTTPModel

/// Times as Function Compute writes them: `2020-07-27T06:37:29Z`.
enum WireTime {
    static func text(_ date: Date) -> JSONValue {
        .string(date.formatted(.iso8601))
    }

    /// Milliseconds since 1970.
    static func text(milliseconds: Int64) -> JSONValue {
        text(Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
    }
}

extension Date {
    /// Milliseconds since 1970.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }
}
