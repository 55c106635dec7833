import FoundationEssentials

/// The two forms in which clients date what they sign.
enum SigningTime {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Reads `Sat, 21 Nov 2026 07:23:48 GMT` (RFC 9110, section 5.6.7) or `2026-11-21T07:23:48Z`; `nil` for any other.
    ///
    /// The day of the week is not looked at.
    static func date(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        switch bytes.count {
        case 29: return internetDate(bytes)
        case 20: return isoDate(bytes)
        default: return nil
        }
    }

    private static func internetDate(_ bytes: [UInt8]) -> Date? {
        guard matches(bytes, "***, ** *** **** **:**:** GMT"),
            let month = months.firstIndex(of: String(decoding: bytes[8..<11], as: UTF8.self))
        else { return nil }
        return date(bytes, year: 12, month: month + 1, day: 5, time: 17)
    }

    private static func isoDate(_ bytes: [UInt8]) -> Date? {
        guard matches(bytes, "****-**-**T**:**:**Z"), let month = number(bytes[5..<7], in: 1...12) else { return nil }
        return date(bytes, year: 0, month: month, day: 8, time: 11)
    }

    /// Takes the numbers from their offsets.
    private static func date(_ bytes: [UInt8], year: Int, month: Int, day: Int, time: Int) -> Date? {
        guard let year = number(bytes[year..<(year + 4)], in: 1970...9999),
            let day = number(bytes[day..<(day + 2)], in: 1...31),
            let hour = number(bytes[time..<(time + 2)], in: 0...23),
            let minute = number(bytes[(time + 3)..<(time + 5)], in: 0...59),
            // A leap second counts as the one after it.
            let second = number(bytes[(time + 6)..<(time + 8)], in: 0...60)
        else { return nil }
        let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// Whether a text has the characters of a pattern, in which `*` stands for any.
    private static func matches(_ bytes: [UInt8], _ pattern: StaticString) -> Bool {
        pattern.withUTF8Buffer { pattern in
            zip(bytes, pattern).allSatisfy { $1 == UInt8(ascii: "*") || $0 == $1 }
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>, in range: ClosedRange<Int>) -> Int? {
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return range.contains(number) ? number : nil
    }

    /// Days since 1 January 1970 in the Gregorian calendar, whose years here begin in March, so that the leap day ends
    /// them.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
