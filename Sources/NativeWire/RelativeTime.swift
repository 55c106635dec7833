public import FoundationEssentials

/// A moment of an answer as people speak of it: `3 min ago`.
public struct RelativeTime: Sendable {
    public let now: Date

    public init(now: Date) {
        self.now = now
    }

    /// Returns how long ago an RFC 3339 time was; after thirty days its date, and a text that is no time as it is.
    public func phrase(_ text: String) -> String {
        guard let moment = Self.moment(text) else { return text }
        let seconds = Int(now.timeIntervalSince(moment))
        return switch seconds {
        case ..<(-5): String(text.prefix(10))
        case ..<5: "just now"
        case ..<60: "\(seconds) s ago"
        case ..<3_600: "\(seconds / 60) min ago"
        case ..<86_400: "\(seconds / 3_600) h ago"
        case ..<(30 * 86_400): "\(seconds / 86_400) d ago"
        default: String(text.prefix(10))
        }
    }

    /// Reads RFC 3339 in UTC with or without a fraction of a second.
    private static func moment(_ text: String) -> Date? {
        for hasFraction in [true, false] {
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction)
            do {
                return try Date(text, strategy: style)
            } catch {
                continue
            }
        }
        return nil
    }
}
