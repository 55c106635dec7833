/// A span of time, as people write and read it.
struct TimeSpan: Sendable, Hashable {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    /// Reads digits and one of `s`, `m`, `h`, `d`; `nil` for anything else.
    init?(_ text: String) {
        guard let letter = text.last, let unit = Self.units.first(where: { $0.letter == letter }) else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.utf8.count <= Self.maximumDigits,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(digits)
        else { return nil }
        duration = .seconds(number * unit.seconds)
    }

    /// Keeps the product of digits and unit far from overflow.
    private static let maximumDigits = 9

    private static let units: [(letter: Character, seconds: Int)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
}

extension TimeSpan: CustomStringConvertible {
    /// The two largest units that count: `3d 4h`, `5m`, `12s`.
    var description: String {
        var rest = Int(duration.components.seconds)
        var parts: [String] = []
        for unit in Self.units {
            if rest >= unit.seconds { parts.append("\(rest / unit.seconds)\(unit.letter)") }
            rest %= unit.seconds
        }
        return parts.isEmpty ? "0s" : parts.prefix(2).joined(separator: " ")
    }
}
