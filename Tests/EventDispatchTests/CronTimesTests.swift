import EventDispatch
import Testing

@Suite("A cron expression is due when its rules say, in UTC", .timeLimit(.minutes(1)))
struct CronTimesTests {
    struct Case: Sendable {
        let expression: String
        let after: UTCMinute
        let times: [UTCMinute]

        init(_ expression: String, after: UTCMinute = "2026-11-21T12:00", _ times: UTCMinute...) {
            self.expression = expression
            self.after = after
            self.times = times
        }
    }

    /// The 21st of November 2026 is a Saturday.
    @Test(
        "the next times follow one another",
        arguments: [
            Case("* * * * *", "2026-11-21T12:01", "2026-11-21T12:02"),
            Case("*/30 * * * *", "2026-11-21T12:30", "2026-11-21T13:00"),
            Case("5/20 * * * *", "2026-11-21T12:05", "2026-11-21T12:25", "2026-11-21T12:45", "2026-11-21T13:05"),
            Case("45 * * * *", after: "2026-11-21T12:45", "2026-11-21T13:45"),
            Case("1,3-5,*/29 0 * * *", after: "2026-11-21T00:01", "2026-11-21T00:03", "2026-11-21T00:04"),
            Case("50-10/10 * * * *", "2026-11-21T12:10", "2026-11-21T12:50", "2026-11-21T13:00"),
            Case("0 22-1 * * *", "2026-11-21T22:00", "2026-11-21T23:00", "2026-11-22T00:00", "2026-11-22T01:00"),
            Case("0 17 * * sun", "2026-11-22T17:00", "2026-11-29T17:00"),
            Case("0 17 * * 1", "2026-11-22T17:00"),
            Case("10 7 * * mon-fri", "2026-11-23T07:10", "2026-11-24T07:10"),
            Case("10 7 * * 2-6", after: "2026-11-27T07:10", "2026-11-30T07:10"),
            Case("0 0 * * FRI-MON", "2026-11-22T00:00", "2026-11-23T00:00", "2026-11-27T00:00"),
            Case("0 0 * * L", after: "2026-11-21T00:00", "2026-11-28T00:00"),
            Case("0 0 * DEC-feb 1", "2026-12-06T00:00"),
            Case("0 15 1 * *", "2026-12-01T15:00", "2027-01-01T15:00"),
            Case("0 0 31 * *", "2026-12-31T00:00", "2027-01-31T00:00", "2027-03-31T00:00"),
            Case("0 18 * * 6L", "2026-11-27T18:00", "2026-12-25T18:00", "2027-01-29T18:00"),
            Case("0 18 * * friL", "2026-11-27T18:00"),
            Case("0 0 * * 6#3", "2026-12-18T00:00", "2027-01-15T00:00"),
            Case("0 0 * * MON#5", "2026-11-30T00:00", "2027-03-29T00:00"),
            Case("59 23 LW * *", "2026-11-30T23:59", "2026-12-31T23:59", "2027-01-29T23:59"),
            Case("0 0 L 2 *", "2027-02-28T00:00", "2028-02-29T00:00"),
            Case("0 0 L-3 * *", "2026-11-27T00:00", "2026-12-28T00:00"),
            Case("0 0 L-2W * *", "2026-11-27T00:00", "2026-12-29T00:00", "2027-01-29T00:00"),
            Case("0 0 15W * *", after: "2026-11-01T00:00", "2026-11-16T00:00", "2026-12-15T00:00"),
            Case("0 0 1W * *", after: "2026-07-31T00:00", "2026-08-03T00:00", "2026-09-01T00:00"),
            Case("0 0 31W * *", after: "2026-10-30T00:00", "2026-12-31T00:00", "2027-01-29T00:00"),
            Case("0 0 13 * 6", after: "2026-12-11T00:00", "2026-12-13T00:00", "2026-12-18T00:00"),
            Case("0 0 1-31 * 6", after: "2026-12-11T00:00", "2026-12-12T00:00", "2026-12-13T00:00"),
            Case("0 0 29 2 *", after: "2096-02-29T00:00", "2104-02-29T00:00"),
            Case("0 0 * 2 2#5", "2044-02-29T00:00", "2072-02-29T00:00", "2112-02-29T00:00"),
            Case("  0\t0  *  1 * ", "2027-01-01T00:00"),
            Case("0 0 31 2 *"),
            Case("0 0 30W 2 *"),
            Case("* * * * *", after: "9999-12-31T23:58", "9999-12-31T23:59"),
            Case("0 0 1 1 *", after: "9999-12-30T00:00"),
        ]
    )
    func times(_ example: Case) throws {
        let expression = try CronExpression(example.expression)
        var minute = example.after
        for time in example.times {
            minute = try #require(expression.next(after: minute))
            #expect(minute == time)
        }
        if example.times.isEmpty { #expect(expression.next(after: minute) == nil) }
    }

    @Test(
        "the next time is the first minute that matches",
        arguments: [
            "*/7 3-5 * * *", "0 0 LW * 2#2", "13 */6 10-20/3 * SAT", "59 23 L * *", "0 12 1W * *", "30 6 * * 5L",
        ]
    )
    func nextIsFirstMatch(text: String) throws {
        let expression = try CronExpression(text)
        let start: UTCMinute = "2027-12-30T00:00"
        let matches = (1...90 * 1_440).map { start.advanced(by: $0) }.filter(expression.matches)
        #expect(!matches.isEmpty)
        var minute = start
        for match in matches {
            minute = try #require(expression.next(after: minute))
            #expect(minute == match)
        }
    }
}
