/// How a zone goes on after its last known transition: a rule of POSIX, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Only days by month, week and day of the week are read, which all zones of the system have that change at all.
struct DaylightRule: Sendable, Hashable {
    /// In seconds, to be added to UTC.
    private let standard: Int
    private let daylight: Daylight?

    private struct Daylight: Sendable, Hashable {
        let offset: Int
        let begin: Turn
        let end: Turn
    }

    /// A time of each year, by the clock that ends there.
    private struct Turn: Sendable, Hashable {
        let month: Int
        /// 1 to 5, where 5 is the last.
        let week: Int
        /// 0 is Sunday.
        let weekday: Int
        /// In seconds since midnight.
        let time: Int

        /// Seconds since 1970, were there no zones.
        func moment(in year: Int) -> Int {
            let month = CalendarMonth(year: year, month: month)
            let first = 1 + (weekday + 1 - month.weekday(of: 1) + 7) % 7
            var day = first + (week - 1) * 7
            while day > month.length { day -= 7 }
            return (month.firstDay + day - 1) * 86_400 + time
        }
    }

    init?(_ text: String) {
        var reader = Reader(rest: Substring(text))
        guard reader.name(), let standard = reader.offset() else { return nil }
        self.standard = -standard
        guard !reader.rest.isEmpty else {
            daylight = nil
            return
        }
        guard reader.name() else { return nil }
        let own = reader.rest.first == "," ? nil : reader.offset()
        guard let begin = reader.turn(), let end = reader.turn(), reader.rest.isEmpty else { return nil }
        daylight = Daylight(offset: own.map { -$0 } ?? self.standard + 3_600, begin: begin, end: end)
    }

    /// The offset of a moment, in seconds.
    func offset(at seconds: Int) -> Int {
        guard let daylight else { return standard }
        let day = (seconds + standard) / 86_400 - ((seconds + standard) % 86_400 < 0 ? 1 : 0)
        let year = CalendarMonth(containingDay: day).year
        let begin = daylight.begin.moment(in: year) - standard
        let end = daylight.end.moment(in: year) - daylight.offset
        // South of the equator it ends in the year before it begins.
        let isDaylight = begin < end ? (begin..<end).contains(seconds) : !(end..<begin).contains(seconds)
        return isDaylight ? daylight.offset : standard
    }

    private struct Reader {
        var rest: Substring

        mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// `CET`, or `<+0330>`.
        mutating func name() -> Bool {
            if take("<") {
                guard let end = rest.firstIndex(of: ">") else { return false }
                rest = rest[end...].dropFirst()
                return true
            }
            let letters = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(letters.count)
            return letters.count >= 3
        }

        mutating func number() -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }.prefix(4)
            rest = rest.dropFirst(digits.count)
            return Int(digits)
        }

        /// `[+-]hh[:mm[:ss]]`, in seconds.
        mutating func offset() -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard var seconds = number().map({ $0 * 3_600 }) else { return nil }
            if take(":") {
                guard let minutes = number() else { return nil }
                seconds += minutes * 60
            }
            if take(":") {
                guard let more = number() else { return nil }
                seconds += more
            }
            return isNegative ? -seconds : seconds
        }

        /// `,Mm.w.d[/time]`.
        mutating func turn() -> Turn? {
            guard take(","), take("M"), let month = number(), take("."), let week = number(), take("."),
                let weekday = number(), (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
            else { return nil }
            var time = 7_200
            if take("/") {
                guard let own = offset() else { return nil }
                time = own
            }
            return Turn(month: month, week: week, weekday: weekday, time: time)
        }
    }
}
