/// A share as people write it: a decimal number of per cent, read exactly and never as a floating-point number.
public struct Percentage: Sendable, Hashable {
    /// The most digits after the point that are read.
    public static let maximumFractionDigits = 9

    /// In billionths of one per cent.
    private let billionths: Int64

    private static let unit: Int64 = 1_000_000_000
    private static let perSlot: Int64 = 100 * unit / Int64(TrafficSplit.slotCount)

    /// Reads `0` … `100` with an optional fraction, such as `33.333`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...3).contains(whole.utf8.count), whole.utf8.allSatisfy(Self.isDigit),
            let units = Int64(whole)
        else { return nil }
        var value = units * Self.unit
        if parts.count == 2 {
            let fraction = parts[1]
            guard (1...Self.maximumFractionDigits).contains(fraction.utf8.count),
                fraction.utf8.allSatisfy(Self.isDigit),
                let digits = Int64(fraction + String(repeating: "0", count: 9 - fraction.utf8.count))
            else { return nil }
            value += digits
        }
        guard value <= 100 * Self.unit else { return nil }
        billionths = value
    }

    /// The share that a number of slots stands for.
    public init(slots: Int) {
        billionths = Int64(slots) * Self.perSlot
    }

    /// Whole slots for a list of percentages that belong together.
    ///
    /// Each gets the whole slots it asks for, a positive one at least one; the slots that fractions leave over go to
    /// the largest fractions (Hamilton's method), so that equal percentages differ by one slot at most. A sum that
    /// misses 100 % by no more than one slot is accepted, and the difference goes to the largest share, of equals to
    /// the first. `nil` when the sum is further off.
    public static func slots(of percentages: [Percentage]) -> [Int]? {
        let sum = percentages.reduce(Int64(0)) { $0 + $1.billionths }
        guard abs(sum - 100 * unit) <= perSlot else { return nil }
        var slots = percentages.map(\.leastSlots)
        var missing = TrafficSplit.slotCount - slots.reduce(0, +)
        let fractions = percentages.map { $0.billionths < perSlot ? 0 : $0.billionths % perSlot }
        for index in ranking(of: fractions).prefix(max(0, missing)) where fractions[index] > 0 {
            slots[index] += 1
            missing -= 1
        }
        guard let largest = ranking(of: percentages.map(\.billionths)).first else { return nil }
        slots[largest] += missing
        return slots
    }

    /// The indices of values, the largest first, of equals the first.
    private static func ranking(of values: [Int64]) -> [Int] {
        values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }
    }

    /// The whole slots that this asks for, and one if it asks for less than one.
    public var leastSlots: Int {
        billionths == 0 ? 0 : max(1, Int(billionths / Self.perSlot))
    }

    /// The exact sum, as people write it.
    public static func sum(of percentages: [Percentage]) -> String {
        text(percentages.reduce(0) { $0 + $1.billionths })
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension Percentage: CustomStringConvertible {
    /// The shortest decimal form, without the sign: `10`, `33.333`.
    public var description: String { Self.text(billionths) }

    private static func text(_ billionths: Int64) -> String {
        let whole = billionths / unit
        let fraction = billionths % unit
        guard fraction > 0 else { return String(whole) }
        var digits = String(fraction)
        digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
