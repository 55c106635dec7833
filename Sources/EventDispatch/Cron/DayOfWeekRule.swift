/// What a cron expression says of the day of the week, 1 being Sunday.
enum DayOfWeekRule: Sendable, Hashable {
    /// `*`
    case every
    case days(CronSet)
    /// `6L`: the last Friday of the month.
    case last(Int)
    /// `6#3`: the third Friday of the month.
    case nth(Int, weekday: Int)

    /// A weekday comes up to five times in a month.
    private static let occurrences = 1...5
    private static let saturday = 7

    init(_ reader: consuming CronFieldReader) throws(InvalidCronExpression) {
        if reader.take("*") {
            self = reader.isAtEnd ? .every : .days(try reader.list(beginningWith: try reader.afterStar()))
        } else if reader.take("L") {
            // Alone it is the last day of the week.
            self = .days(CronSet([Self.saturday]))
        } else {
            let day = try reader.value()
            if reader.take("L") {
                self = .last(day)
            } else if reader.take("#") {
                self = .nth(try reader.number(in: Self.occurrences), weekday: day)
            } else {
                self = .days(try reader.list(beginningWith: try reader.item(from: day)))
            }
        }
        guard reader.isAtEnd else { throw reader.special() }
    }

    /// Returns the days of a month that the rule means, `*` all of them.
    func days(of month: CalendarMonth) -> CronSet {
        CronSet((1...month.length).filter { includes($0, of: month) })
    }

    private func includes(_ day: Int, of month: CalendarMonth) -> Bool {
        let weekday = month.weekday(of: day)
        return switch self {
        case .every: true
        case .days(let days): days.contains(weekday)
        case .last(let wanted): weekday == wanted && day + 7 > month.length
        case .nth(let number, let wanted): weekday == wanted && (day - 1) / 7 + 1 == number
        }
    }

    var text: String {
        switch self {
        case .every: "*"
        case .days(let days): days.text(in: CronField.dayOfWeek.range)
        case .last(let day): "\(day)L"
        case .nth(let number, let day): "\(day)#\(number)"
        }
    }
}
