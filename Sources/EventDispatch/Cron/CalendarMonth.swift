/// A month of the Gregorian calendar in UTC, with days counted from the beginning of 1970.
struct CalendarMonth: Hashable {
    let year: Int
    /// 1 to 12.
    let month: Int

    static let monthsPerYear = 12
    private static let daysPerCycle = 146_097
    private static let yearsPerCycle = 400
    /// Days from the first of the year 1 to 1970-01-01.
    private static let daysBefore1970 = 719_162

    init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// The month that a day falls into.
    init(containingDay day: Int) {
        // Too late by one year at most, since the cycle's average is taken.
        var year = 1970 + day * Self.yearsPerCycle / Self.daysPerCycle + 1
        while CalendarMonth(year: year, month: 1).firstDay > day { year -= 1 }
        var month = Self.monthsPerYear
        while CalendarMonth(year: year, month: month).firstDay > day { month -= 1 }
        self.init(year: year, month: month)
    }

    var next: CalendarMonth {
        month == Self.monthsPerYear
            ? CalendarMonth(year: year + 1, month: 1) : CalendarMonth(year: year, month: month + 1)
    }

    /// The days that it has, 28 to 31.
    var length: Int {
        switch month {
        case 2: isLeapYear ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The number of its first day.
    var firstDay: Int {
        let years = year - 1
        let days = years * 365 + years / 4 - years / 100 + years / 400
        let earlier = (1..<month).reduce(0) { $0 + CalendarMonth(year: year, month: $1).length }
        return days + earlier - Self.daysBefore1970
    }

    /// The day of the week, 1 for Sunday to 7 for Saturday, of a day of the month.
    func weekday(of day: Int) -> Int {
        // 1970-01-01 was a Thursday.
        (firstDay + day - 1 + 4) % 7 + 1
    }

    private var isLeapYear: Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}
