/// When something is due, to the minute of UTC: `*/5 * * * *`, `10 7 * * MON-FRI`, `59 23 LW * *`.
///
/// Five fields: minute, hour, day of the month, month, day of the week. Each takes `*`, numbers, ranges (which may go
/// round, as 22-2), steps and lists of these; months and days of the week also take names of three letters; 1 is
/// Sunday. `L`, `L-3`, `15W`, `LW` and `L-3W` may be the whole day of the month, `L`, `6L` and `6#3` the whole day of
/// the week. When both say something, a day that either of them means is meant. These are the rules of Cloudflare's
/// cron triggers and of their parser, which are Quartz's but for the union.
public struct CronExpression: Sendable, Hashable {
    /// The longest expression, in bytes.
    public static let maximumLength = 256

    /// How far ahead ``next(after:)`` looks.
    ///
    /// The rarest day that comes at all is a fifth weekday of a February, every
    /// 28 years, or 40 across a century without a leap year.
    public static let searchYears = 40

    /// The expression as it was written, but for blanks: one stands between two fields.
    public let text: String
    private let minutes: CronSet
    private let hours: CronSet
    private let months: CronSet
    private let dayOfMonth: DayOfMonthRule
    private let dayOfWeek: DayOfWeekRule

    public init(_ text: String) throws(InvalidCronExpression) {
        guard text.utf8.count <= Self.maximumLength else {
            throw InvalidCronExpression(
                expression: text,
                problem: .tooLong(limit: Self.maximumLength),
                position: Self.maximumLength
            )
        }
        let fields = text.split { $0 == " " || $0 == "\t" }
        guard fields.count == CronField.allCases.count else {
            throw InvalidCronExpression(
                expression: text,
                problem: .fieldCount(fields.count),
                position: text.utf8.count
            )
        }
        func reader(_ field: CronField) -> CronFieldReader {
            CronFieldReader(field, fields[field.rawValue], of: text)
        }
        func numbers(_ field: CronField) throws(InvalidCronExpression) -> CronSet {
            var reader = reader(field)
            return try reader.list()
        }
        self.text = fields.joined(separator: " ")
        minutes = try numbers(.minute)
        hours = try numbers(.hour)
        dayOfMonth = try DayOfMonthRule(reader(.dayOfMonth))
        months = try numbers(.month)
        dayOfWeek = try DayOfWeekRule(reader(.dayOfWeek))
    }

    /// Whether something is due in a minute.
    public func matches(_ minute: UTCMinute) -> Bool {
        guard minutes.contains(minute.minuteOfHour), hours.contains(minute.hour) else { return false }
        let month = CalendarMonth(containingDay: minute.day)
        return days(of: month).contains(minute.day - month.firstDay + 1)
    }

    /// Returns the first minute after another in which something is due.
    ///
    /// `nil` when there is none within ``searchYears``, which means never, as with `0 0 31 2 *`.
    public func next(after minute: UTCMinute) -> UTCMinute? {
        let earliest = minute.advanced(by: 1)
        guard earliest > minute else { return nil }
        var month = CalendarMonth(containingDay: earliest.day)
        for _ in 0...Self.searchYears * CalendarMonth.monthsPerYear {
            guard month.year <= UTCMinute.lastYear else { return nil }
            if let found = first(in: month, from: earliest) { return found }
            month = month.next
        }
        return nil
    }

    /// The expression in its shortest form, equal for expressions that mean the same.
    public var canonicalText: String {
        [
            Self.text(of: minutes, in: .minute), Self.text(of: hours, in: .hour), dayOfMonth.text,
            Self.text(of: months, in: .month), dayOfWeek.text,
        ].joined(separator: " ")
    }

    private func first(in month: CalendarMonth, from earliest: UTCMinute) -> UTCMinute? {
        let days = days(of: month)
        var day = days.first(from: max(1, earliest.day - month.firstDay + 1))
        while let candidate = day {
            let start = UTCMinute((month.firstDay + candidate - 1) * UTCMinute.minutesPerDay)
            if let found = first(onDayFrom: start, from: max(start, earliest)) { return found }
            day = days.first(from: candidate + 1)
        }
        return nil
    }

    /// Returns the first minute of a day that is not before another of the same day.
    private func first(onDayFrom start: UTCMinute, from earliest: UTCMinute) -> UTCMinute? {
        if hours.contains(earliest.hour), let minute = minutes.first(from: earliest.minuteOfHour) {
            return start.advanced(by: earliest.hour * 60 + minute)
        }
        guard let hour = hours.first(from: earliest.hour + 1), let minute = minutes.first(from: 0) else { return nil }
        return start.advanced(by: hour * 60 + minute)
    }

    private func days(of month: CalendarMonth) -> CronSet {
        guard months.contains(month.month) else { return CronSet() }
        return switch (dayOfMonth, dayOfWeek) {
        case (.every, let rule): rule.days(of: month)
        case (let rule, .every): rule.days(of: month)
        case (let one, let other): one.days(of: month).union(other.days(of: month))
        }
    }

    private static func text(of set: CronSet, in field: CronField) -> String {
        set == CronSet(field.range) ? "*" : set.text(in: field.range)
    }
}

extension CronExpression: CustomStringConvertible {
    public var description: String { text }
}
