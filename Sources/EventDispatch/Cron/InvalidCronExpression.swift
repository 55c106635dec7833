/// Why a text is not a cron expression, and where.
public struct InvalidCronExpression: Error, Sendable, Hashable {
    public let expression: String
    public let problem: Problem
    /// Where the mistake begins, in bytes from the start of the text.
    public let position: Int

    public init(expression: String, problem: Problem, position: Int) {
        self.expression = expression
        self.problem = problem
        self.position = position
    }

    public enum Problem: Sendable, Hashable {
        case tooLong(limit: Int)
        /// There are five: minute, hour, day of the month, month, day of the week.
        case fieldCount(Int)
        /// Something is missing, as between the commas of `1,,2`.
        case valueMissing(CronField)
        /// What stands there has no meaning in that field.
        case unexpected(String, CronField)
        case outOfRange(Int, CronField)
        /// A step is at least 1 and less than the field's range is long.
        case stepOutOfRange(Int, CronField)
        /// `L`, `W` and `#` stand alone in their field, not in a list or a range.
        case specialInList(CronField)
    }
}
