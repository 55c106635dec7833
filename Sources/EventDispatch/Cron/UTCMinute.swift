public import FoundationEssentials

/// A minute of UTC, counted from the beginning of 1970.
///
/// Years 1970 to 9999; a time outside of these becomes the first or the last minute.
public struct UTCMinute: Sendable, Hashable {
    public let number: Int

    /// From 1970-01-01 00:00 to 9999-12-31 23:59.
    static let range = 0...4_223_371_679
    static let lastYear = 9_999
    static let secondsPerMinute = 60
    static let minutesPerDay = 1_440

    init(_ number: Int) {
        self.number = min(max(number, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The minute that a point of time falls into.
    public init(containing date: Date) {
        let minutes = (date.timeIntervalSince1970 / Double(Self.secondsPerMinute)).rounded(.down)
        guard minutes > 0 else {
            self.init(0)
            return
        }
        self.init(minutes < Double(Self.range.upperBound) ? Int(minutes) : Self.range.upperBound)
    }

    /// When the minute begins.
    public var start: Date { Date(timeIntervalSince1970: Double(number * Self.secondsPerMinute)) }

    public func advanced(by minutes: Int) -> UTCMinute { UTCMinute(number + minutes) }

    var day: Int { number / Self.minutesPerDay }
    var hour: Int { number % Self.minutesPerDay / 60 }
    var minuteOfHour: Int { number % 60 }
}

extension UTCMinute: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
