import FoundationEssentials

/// A moment as answers show it: RFC 3339, UTC, milliseconds.
struct Timestamp: CustomStringConvertible {
    let description: String

    /// The format style truncates, and a whole millisecond may lie just below its decimal form.
    init(_ date: Date) {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        description = date.addingTimeInterval(0.000_5).formatted(style)
    }
}
