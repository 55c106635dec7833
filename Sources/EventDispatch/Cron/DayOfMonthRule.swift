/// What a cron expression says of the day of the month.
enum DayOfMonthRule: Sendable, Hashable {
    /// `*`
    case every
    case days(CronSet)
    /// `L`, or `L-3` for the third before the last.
    case last(before: Int)
    /// `LW` or `L-3W`: the working day nearest to that day.
    case lastWorkday(before: Int)
    /// `15W`: the working day, Monday to Friday, nearest to the 15th.
    case workday(nearest: Int)

    init(_ reader: consuming CronFieldReader) throws(InvalidCronExpression) {
        if reader.take("*") {
            self = reader.isAtEnd ? .every : .days(try reader.list(beginningWith: try reader.afterStar()))
        } else if reader.take("L") {
            self = try Self.last(&reader)
        } else {
            let day = try reader.value()
            if reader.take("W") {
                self = .workday(nearest: day)
            } else {
                self = .days(try reader.list(beginningWith: try reader.item(from: day)))
            }
        }
        guard reader.isAtEnd else { throw reader.special() }
    }

    private static func last(_ reader: inout CronFieldReader) throws(InvalidCronExpression) -> DayOfMonthRule {
        let before = reader.take("-") ? try reader.number(in: 1...30) : 0
        return reader.take("W") ? .lastWorkday(before: before) : .last(before: before)
    }

    /// Returns the days of a month that the rule means, `*` all of them.
    func days(of month: CalendarMonth) -> CronSet {
        switch self {
        case .every: CronSet(1...month.length)
        case .days(let days): CronSet((1...month.length).filter(days.contains))
        case .last(let before): Self.set(month.length - before, of: month)
        case .lastWorkday(let before): Self.set(Self.workday(nearest: month.length - before, of: month), of: month)
        case .workday(let day): Self.set(Self.workday(nearest: day, of: month), of: month)
        }
    }

    var text: String {
        switch self {
        case .every: "*"
        case .days(let days): days.text(in: CronField.dayOfMonth.range)
        case .last(let before): before == 0 ? "L" : "L-\(before)"
        case .lastWorkday(let before): before == 0 ? "LW" : "L-\(before)W"
        case .workday(let day): "\(day)W"
        }
    }

    /// The nearest day from Monday to Friday that is in the same month; nothing for a day that the month has not.
    private static func workday(nearest day: Int, of month: CalendarMonth) -> Int? {
        guard (1...month.length).contains(day) else { return nil }
        return switch month.weekday(of: day) {
        case 7: day == 1 ? day + 2 : day - 1
        case 1: day == month.length ? day - 2 : day + 1
        default: day
        }
    }

    private static func set(_ day: Int?, of month: CalendarMonth) -> CronSet {
        CronSet([day].compactMap(\.self).filter((1...month.length).contains))
    }
}
