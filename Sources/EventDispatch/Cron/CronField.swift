/// One of the five fields of a cron expression.
public enum CronField: Int, Sendable, Hashable, CaseIterable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    /// The numbers that the field takes; of the days of the week, 1 is Sunday.
    public var range: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 1...7
        }
    }

    /// Names that stand for the numbers of the range, in order and in upper case.
    var names: [String] {
        switch self {
        case .minute, .hour, .dayOfMonth: []
        case .month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        case .dayOfWeek: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
        }
    }
}
