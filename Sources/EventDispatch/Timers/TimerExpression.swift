public import FoundationEssentials

/// When a function's timer fires: `@every 5m`, or six fields, seconds first, such as `0 30 8 ? * MON-FRI`.
///
/// Fields: second, minute, hour, day of the month, month, day of the week; `?` is `*`; 1 is Monday, and 0 and 7 are
/// Sunday. Where both kinds of days say something, a day that either means is meant. They are about UTC, unless
/// `CRON_TZ=Asia/Shanghai ` stands before them. In a local time that a change of clocks leaves out nothing is due; in
/// one that comes twice it is due at its first coming, unless the hours are `*`, which go by elapsed time.
public struct TimerExpression: Sendable, Hashable {
    /// The longest expression, in bytes.
    public static let maximumLength = 256
    /// How far ahead ``next(after:)`` looks, in days: the rarest day that comes at all is a 29 February, eight years
    /// apart around a century.
    public static let searchDays = 8 * 366 + 1
    /// The shortest and the longest interval of `@every`, in seconds.
    public static let intervals = 1...86_400 * 366

    public let text: String
    private let kind: Kind

    private enum Kind: Sendable, Hashable {
        /// In seconds.
        case every(Int)
        case fields(TimerFields, TimeZoneRules)
    }

    /// Why a text is none.
    public struct Invalid: Error, Sendable, Hashable {
        /// One sentence without its full stop.
        public let explanation: String
    }

    public init(_ text: String) throws(Invalid) {
        guard text.utf8.count <= Self.maximumLength else {
            throw Invalid(explanation: "it is longer than \(Self.maximumLength) bytes")
        }
        self.text = text
        var words = text.split { $0 == " " || $0 == "\t" }
        if words.first == "@every" {
            guard words.count == 2, let seconds = Self.duration(words[1]), Self.intervals.contains(seconds) else {
                throw Invalid(explanation: "@every takes a duration of at least a second, such as 90s, 5m or 1h30m")
            }
            kind = .every(seconds)
            return
        }
        var zone = TimeZoneRules.utc
        if let word = words.first, word.hasPrefix("CRON_TZ=") || word.hasPrefix("TZ=") {
            let name = word[(word.firstIndex(of: "=") ?? word.startIndex)...].dropFirst()
            guard let found = TimeZoneRules(named: String(name)) else {
                throw Invalid(explanation: "the time zone '\(name)' is not known here")
            }
            zone = found
            words.removeFirst()
        }
        kind = .fields(try TimerFields(words), zone)
    }

    /// Returns the first whole second after another at which it is due; `nil` when it never is.
    ///
    /// What is due every so often counts from the beginning of 1970, so that restarts change nothing.
    public func next(after date: Date) -> Date? {
        let after = Int(date.timeIntervalSince1970.rounded(.down))
        switch kind {
        case .every(let seconds): return Date(timeIntervalSince1970: Double((after / seconds + 1) * seconds))
        case .fields(let fields, let zone):
            return Self.next(after: after, fields, zone).map { Date(timeIntervalSince1970: Double($0)) }
        }
    }

    private static func next(after: Int, _ fields: TimerFields, _ zone: TimeZoneRules) -> Int? {
        let local = after + zone.offset(at: after)
        // A day earlier, since clocks may be set back over midnight.
        let first = local / 86_400 - 1
        for day in first...first + searchDays where fields.areDue(on: day) {
            if let found = next(on: day, after: after, fields, zone) { return found }
        }
        return nil
    }

    private static func next(on day: Int, after: Int, _ fields: TimerFields, _ zone: TimeZoneRules) -> Int? {
        var hour = fields.hours.first(from: 0)
        while let current = hour {
            let local = day * 86_400 + current * 3_600
            for moment in comings(of: local, zone, all: fields.takesEveryHour) {
                if let found = next(inHourFrom: moment, local: local, after: after, fields, zone) { return found }
            }
            hour = fields.hours.first(from: current + 1)
        }
        return nil
    }

    /// When the clock shows the beginning of an hour: once, twice, or never.
    ///
    /// Only the first coming counts unless all do. An hour of which a part is left out comes if any of it does.
    private static func comings(of local: Int, _ zone: TimeZoneRules, all: Bool) -> [Int] {
        var moments: [Int] = []
        for offset in Set([zone.offset(at: local - 86_400), zone.offset(at: local + 86_400)]) {
            let moment = local - offset
            let shows = (0..<4).contains { quarter in
                zone.offset(at: moment + quarter * 900) == offset
            }
            if shows { moments.append(moment) }
        }
        moments.sort()
        return all ? moments : Array(moments.prefix(1))
    }

    private static func next(
        inHourFrom moment: Int,
        local: Int,
        after: Int,
        _ fields: TimerFields,
        _ zone: TimeZoneRules
    ) -> Int? {
        let offset = local - moment
        var minute = fields.minutes.first(from: max(0, (after + 1 - moment) / 60))
        while let current = minute {
            let start = moment + current * 60
            var second = fields.seconds.first(from: max(0, after + 1 - start))
            while let exact = second {
                if zone.offset(at: start + exact) == offset { return start + exact }
                second = fields.seconds.first(from: exact + 1)
            }
            minute = fields.minutes.first(from: current + 1)
        }
        return nil
    }

    /// `1h30m`, `90s`; in seconds.
    private static func duration(_ text: Substring) -> Int? {
        var rest = text
        var seconds = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), number <= intervals.upperBound else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let scale = ["h": 3_600, "m": 60, "s": 1][unit] else { return nil }
            seconds += number * scale
        }
        return seconds
    }
}
