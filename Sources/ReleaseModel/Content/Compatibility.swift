/// Which behaviour of the runtime a component was written for.
///
/// Stored and compared; an engine interprets what it knows and says so for the rest.
public struct Compatibility: Sendable, Hashable {
    /// `YYYY-MM-DD`, or `nil` when none was given.
    public let date: String?
    /// In the order given, without repetition.
    public let flags: [String]

    public init(date: String? = nil, flags: [String] = []) throws(InvalidContent) {
        if let date, !Self.isDate(date) { throw .compatibilityDate(date) }
        var seen: Set<String> = []
        self.date = date
        self.flags = flags.filter { seen.insert($0).inserted }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
        else { return false }
        return (1...days(of: month, in: year)).contains(day)
    }

    /// By the Gregorian calendar.
    private static func days(of month: Int, in year: Int) -> Int {
        let isLeapYear = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
