import FoundationEssentials
import Testing

@testable import EventDispatch

@Suite("A timer's expression")
struct TimerExpressionTests {
    @Test(
        "says when it is due next",
        arguments: [
            // Seconds since 1970 of 2026-01-01T00:00:00Z, a Thursday, are 1,767,225,600.
            ("@every 5m", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z"),
            ("@every 90s", "2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z"),
            ("@every 1h30m", "2026-01-01T00:00:00Z", "2026-01-01T01:30:00Z"),
            ("0 0 4 * * *", "2026-01-01T00:00:00Z", "2026-01-01T04:00:00Z"),
            ("0 0 4 * * *", "2026-01-01T04:00:00Z", "2026-01-02T04:00:00Z"),
            ("*/20 * * * * *", "2026-01-01T00:00:59Z", "2026-01-01T00:01:00Z"),
            ("30 15 10 ? * MON-FRI", "2026-01-02T11:00:00Z", "2026-01-05T10:15:30Z"),
            ("0 0 0 1 1 ?", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("0 0 12 * * 1", "2026-01-01T00:00:00Z", "2026-01-05T12:00:00Z"),
            ("0 0 12 * * 7", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z"),
            ("0 0 12 * * SUN", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z"),
            ("0 0 12 * * FRI-MON", "2026-01-05T13:00:00Z", "2026-01-09T12:00:00Z"),
            ("0 0 0 13 * FRI", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
            ("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
            ("0 0 0 29 FEB *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z"),
            ("CRON_TZ=Asia/Shanghai 0 0 4 * * *", "2026-01-01T00:00:00Z", "2026-01-01T20:00:00Z"),
            ("CRON_TZ=America/New_York 0 30 8 * * *", "2026-07-01T00:00:00Z", "2026-07-01T12:30:00Z"),
            ("CRON_TZ=UTC 59 59 23 31 12 *", "2026-01-01T00:00:00Z", "2026-12-31T23:59:59Z"),
            // Clocks go from 2 to 3 on 29 March 2026 in Berlin: what is left out is not due.
            ("CRON_TZ=Europe/Berlin 0 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z"),
            ("CRON_TZ=Europe/Berlin 0 0 3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"),
            ("CRON_TZ=Europe/Berlin 0 0 * * * *", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"),
            // And from 3 to 2 on 25 October: the first of both counts, but hours go on.
            ("CRON_TZ=Europe/Berlin 0 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"),
            ("CRON_TZ=Europe/Berlin 0 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
            ("CRON_TZ=Europe/Berlin 0 30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
            // Beyond the last transition that zone files list.
            ("CRON_TZ=Europe/Berlin 0 0 12 * * *", "2060-07-01T00:00:00Z", "2060-07-01T10:00:00Z"),
            ("CRON_TZ=Europe/Berlin 0 0 12 * * *", "2060-12-01T00:00:00Z", "2060-12-01T11:00:00Z"),
            ("CRON_TZ=Australia/Sydney 0 0 12 * * *", "2060-01-01T12:00:00Z", "2060-01-02T01:00:00Z"),
            ("CRON_TZ=Australia/Sydney 0 0 12 * * *", "2060-07-01T12:00:00Z", "2060-07-02T02:00:00Z"),
            ("0 0 0 31 2 *", "2026-01-01T00:00:00Z", nil),
        ] as [(String, String, String?)]
    )
    func next(expression: String, after: String, expected: String?) throws {
        let date = try Date(after, strategy: .iso8601)
        let due = try TimerExpression(expression).next(after: date)
        #expect(due == (try expected.map { try Date($0, strategy: .iso8601) }), "\(due?.ISO8601Format() ?? "never")")
    }

    @Test(
        "is refused where it means nothing",
        arguments: [
            "", "* * * * *", "* * * * * * *", "60 * * * * *", "* * 24 * * *", "* * * 0 * *", "* * * * 13 *",
            "* * * * * 8", "*/0 * * * * *", "5-1 * * * * *", "a * * * * *", "1,,2 * * * * *", "@every", "@every 5",
            "@every 0s", "@every -5m", "@every 5m 5m", "@every 99999999999999999999h", "@every 1d",
            "CRON_TZ=Nowhere/City 0 0 0 * * *", "CRON_TZ=../../etc/passwd 0 0 0 * * *", "CRON_TZ= 0 0 0 * * *",
            "CRON_TZ=Asia/Shanghai", String(repeating: "1", count: 300),
        ]
    )
    func refusals(expression: String) {
        #expect(throws: TimerExpression.Invalid.self) { try TimerExpression(expression) }
    }
}
