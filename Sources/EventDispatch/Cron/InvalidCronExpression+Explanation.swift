extension InvalidCronExpression {
    /// What is wrong and where, for whoever wrote the expression.
    public var explanation: String {
        "\(Self.text(of: problem)) (at position \(position + 1))"
    }

    private static func text(of problem: Problem) -> String {
        switch problem {
        case .tooLong(let limit): "it is longer than \(limit) bytes"
        case .fieldCount(let count):
            "it has \(count) fields instead of five: minute, hour, day of the month, month, day of the week"
        case .valueMissing(let field): "a value is missing in \(name(of: field))"
        case .unexpected(let text, let field): "\"\(text)\" means nothing in \(name(of: field))"
        case .outOfRange(let value, let field):
            "\(value) is not within \(field.range.lowerBound)-\(field.range.upperBound) in \(name(of: field))"
        case .stepOutOfRange(let step, let field): "the step \(step) does not fit \(name(of: field))"
        case .specialInList(let field): "L, W and # stand alone in \(name(of: field))"
        }
    }

    private static func name(of field: CronField) -> String {
        switch field {
        case .minute: "the minutes"
        case .hour: "the hours"
        case .dayOfMonth: "the days of the month"
        case .month: "the months"
        case .dayOfWeek: "the days of the week"
        }
    }
}
