import Foundation
import Testing

@testable import EventDispatch

@Suite("Months agree with the calendar of the platform", .timeLimit(.minutes(1)))
struct CalendarMonthTests {
    /// Every 61st day from 1970 to 2400: each month of the year comes up in years of every kind.
    @Test("a day's month, its place in it and its weekday are right")
    func agreement() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: 0, to: 157_000, by: 61) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let month = CalendarMonth(containingDay: day)
            let dayOfMonth = day - month.firstDay + 1
            #expect(month.year == parts.year && month.month == parts.month && dayOfMonth == parts.day)
            #expect(month.weekday(of: dayOfMonth) == parts.weekday)
            #expect(month.length == calendar.range(of: .day, in: .month, for: date)?.count)
            #expect(month.next.firstDay == month.firstDay + month.length)
        }
    }

    @Test("a minute begins where its time of day says, and time before 1970 is its first minute")
    func minutes() {
        let minute: UTCMinute = "2026-11-21T23:59"
        #expect(minute.hour == 23 && minute.minuteOfHour == 59)
        #expect(UTCMinute(containing: minute.start.addingTimeInterval(59.999)) == minute)
        #expect(UTCMinute(containing: minute.start.addingTimeInterval(60)) == minute.advanced(by: 1))
        #expect(UTCMinute(containing: .distantPast).number == 0)
        #expect(UTCMinute(containing: Date(timeIntervalSince1970: .infinity)) == "9999-12-31T23:59")
    }
}
