import EventDispatch
import Testing

@Suite("The text of a cron expression")
struct CronTextTests {
    @Test(
        "has one canonical form for one meaning",
        arguments: [
            ("* * * * *", "* * * * *"), ("0-59 */1 * 1-12 *", "* * * * *"), ("*/5 * * * *", "*/5 * * * *"),
            ("0,5,10,15,20,25,30,35,40,45,50,55 0 1 1 1", "*/5 0 1 1 1"), ("3,2,1,9 0 * * *", "1-3,9 0 * * *"),
            ("0 0 * jan,FEB mon-Fri", "0 0 * 1-2 2-6"), ("0 0 1-31 * *", "0 0 1-31 * *"), ("0 0 lw * *", "0 0 LW * *"),
            ("0 0 L-3W * friL", "0 0 L-3W * 6L"), ("0 0 015w * tue#2", "0 0 15W * 3#2"), ("0 0 * * L", "0 0 * * 7"),
            ("0 22-2 * * *", "0 0-2,22-23 * * *"), ("0 0 L-1 * *", "0 0 L-1 * *"), ("0 0 */2 * *", "0 0 */2 * *"),
        ]
    )
    func canonical(text: String, canonical: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.canonicalText == canonical)
        #expect(try CronExpression(canonical).canonicalText == canonical)
        #expect(expression.text == text && "\(expression)" == text)
    }

    @Test("has one blank between two fields, so that spellings that differ in blanks alone are one schedule")
    func blanks() throws {
        #expect(try CronExpression(" *  *\t* * * ").text == "* * * * *")
    }

    struct Mistake: Sendable {
        let text: String
        let problem: InvalidCronExpression.Problem
        let position: Int

        init(_ text: String, _ problem: InvalidCronExpression.Problem, at position: Int) {
            self.text = text
            self.problem = problem
            self.position = position
        }
    }

    @Test(
        "is refused with what is wrong and where",
        arguments: [
            Mistake("", .fieldCount(0), at: 0), Mistake("* * * *", .fieldCount(4), at: 7),
            Mistake("* * * *\n*", .fieldCount(4), at: 9), Mistake("* * * *\u{A0}*", .fieldCount(4), at: 10),
            Mistake("* * * * * *", .fieldCount(6), at: 11), Mistake("@daily", .fieldCount(1), at: 6),
            Mistake("60 * * * *", .outOfRange(60, .minute), at: 0),
            Mistake("* 24 * * *", .outOfRange(24, .hour), at: 2),
            Mistake("* * 0 * *", .outOfRange(0, .dayOfMonth), at: 4),
            Mistake("* * * 1-13 *", .outOfRange(13, .month), at: 8),
            Mistake("* * * * 0", .outOfRange(0, .dayOfWeek), at: 8),
            Mistake("* * * * 8", .outOfRange(8, .dayOfWeek), at: 8),
            Mistake("99999999999999999999 * * * *", .outOfRange(999, .minute), at: 0),
            Mistake("*/0 * * * *", .stepOutOfRange(0, .minute), at: 2),
            Mistake("*/60 * * * *", .stepOutOfRange(60, .minute), at: 2),
            Mistake("* * * * */7", .stepOutOfRange(7, .dayOfWeek), at: 10),
            Mistake("1,,2 * * * *", .valueMissing(.minute), at: 2),
            Mistake("1- * * * *", .valueMissing(.minute), at: 2),
            Mistake("* 1/ * * *", .valueMissing(.hour), at: 4), Mistake("x * * * *", .unexpected("X", .minute), at: 0),
            Mistake("* * ? * *", .unexpected("?", .dayOfMonth), at: 4),
            Mistake("* * * FOO *", .unexpected("FOO", .month), at: 6),
            Mistake("* * * JANUARY *", .unexpected("UARY", .month), at: 9),
            Mistake("-1 * * * *", .unexpected("-1", .minute), at: 0),
            Mistake("1L * * * *", .unexpected("L", .minute), at: 1),
            Mistake("* * 1,LW * *", .specialInList(.dayOfMonth), at: 6),
            Mistake("* * LW,1 * *", .specialInList(.dayOfMonth), at: 6),
            Mistake("* * 1-15W * *", .specialInList(.dayOfMonth), at: 8),
            Mistake("* * * * 6#1,6#2", .specialInList(.dayOfWeek), at: 11),
            Mistake("* * * * 6#6", .outOfRange(6, .dayOfWeek), at: 10),
            Mistake("* * L-31 * *", .outOfRange(31, .dayOfMonth), at: 6),
            Mistake(String(repeating: " ", count: 257), .tooLong(limit: 256), at: 256),
        ]
    )
    func refusals(_ mistake: Mistake) {
        let error = #expect(throws: InvalidCronExpression.self) { try CronExpression(mistake.text) }
        #expect(error?.problem == mistake.problem)
        #expect(error?.position == mistake.position)
        #expect(error?.expression == mistake.text)
    }
}
