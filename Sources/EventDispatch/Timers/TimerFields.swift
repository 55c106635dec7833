/// The six fields of a timer's expression.
struct TimerFields: Sendable, Hashable {
    let seconds: CronSet
    let minutes: CronSet
    let hours: CronSet
    private let daysOfMonth: CronSet
    private let months: CronSet
    /// 0 is Sunday.
    private let daysOfWeek: CronSet
    let takesEveryHour: Bool
    private let takesEveryDay: Bool

    init(_ words: [Substring]) throws(TimerExpression.Invalid) {
        guard words.count == 6 else {
            throw TimerExpression.Invalid(
                explanation: "it has \(words.count) fields instead of six: second, minute, hour, day of the month, "
                    + "month, day of the week"
            )
        }
        seconds = try Self.set(words[0], 0...59, "the seconds")
        minutes = try Self.set(words[1], 0...59, "the minutes")
        hours = try Self.set(words[2], 0...23, "the hours")
        daysOfMonth = try Self.set(words[3], 1...31, "the days of the month")
        months = try Self.set(words[4], 1...12, "the months", names: CronField.month.names)
        let weekdays = try Self.set(words[5], 0...7, "the days of the week", names: CronField.dayOfWeek.names)
        daysOfWeek = CronSet((0...7).filter(weekdays.contains).map { $0 % 7 })
        takesEveryHour = Self.isEvery(words[2])
        takesEveryDay = Self.isEvery(words[3]) || Self.isEvery(words[5])
    }

    /// Whether anything is due on a day, counted from the beginning of 1970.
    func areDue(on day: Int) -> Bool {
        let month = CalendarMonth(containingDay: day)
        guard months.contains(month.month) else { return false }
        let number = day - month.firstDay + 1
        let isOfMonth = daysOfMonth.contains(number)
        let isOfWeek = daysOfWeek.contains(month.weekday(of: number) - 1)
        return takesEveryDay ? isOfMonth && isOfWeek : isOfMonth || isOfWeek
    }

    private static func isEvery(_ word: Substring) -> Bool { word == "*" || word == "?" }

    /// Reads a list of numbers, names, ranges and steps.
    private static func set(
        _ text: Substring,
        _ range: ClosedRange<Int>,
        _ field: String,
        names: [String] = []
    ) throws(TimerExpression.Invalid) -> CronSet {
        func value(_ text: Substring) throws(TimerExpression.Invalid) -> Int {
            // Both fields with names begin to count where their range says the first name is: January 1, Sunday 0.
            if let index = names.firstIndex(of: text.uppercased()) { return index + (range.lowerBound == 1 ? 1 : 0) }
            guard text.utf8.count <= 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text)
            else {
                throw TimerExpression.Invalid(explanation: "'\(text)' means nothing in \(field)")
            }
            guard range.contains(number) else {
                throw TimerExpression.Invalid(
                    explanation: "\(number) is not within \(range.lowerBound)-\(range.upperBound) in \(field)"
                )
            }
            return number
        }
        var set = CronSet()
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let step = parts.count == 2 ? try value(parts[1]) : 1
            guard step >= 1 else { throw TimerExpression.Invalid(explanation: "a step in \(field) is at least 1") }
            let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let first: Int
            let last: Int
            if parts[0] == "*" || parts[0] == "?" {
                (first, last) = (range.lowerBound, names.count == 7 ? 6 : range.upperBound)
            } else if ends.count == 2 {
                (first, last) = (try value(ends[0]), try value(ends[1]))
            } else {
                first = try value(ends[0])
                last = parts.count == 2 ? range.upperBound : first
            }
            if first <= last {
                set = set.union(CronSet(stride(from: first, through: last, by: step)))
            } else if names.count == 7 {
                // A range round the end of the week, such as FRI-MON.
                set = set.union(CronSet(stride(from: first, through: last + 7, by: step).map { $0 % 7 }))
            } else {
                throw TimerExpression.Invalid(explanation: "'\(item)' ends before it begins in \(field)")
            }
        }
        return set
    }
}
