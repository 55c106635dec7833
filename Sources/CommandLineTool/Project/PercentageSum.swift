import ReleaseModel

/// The exact sum of percentages, and what it leaves of the whole.
struct PercentageSum: Sendable, Hashable {
    /// In billionths of one per cent, which is as fine as a ``Percentage`` gets.
    private let billionths: Int

    private static let unit = 1_000_000_000

    init(_ percentages: [Percentage]) {
        billionths = percentages.reduce(0) { $0 + Self.billionths(of: $1) }
    }

    /// Whether nothing is shared out twice.
    var leavesRest: Bool { billionths <= 100 * Self.unit }

    /// As decimal text.
    var sum: String { Self.text(billionths) }

    /// What is left of 100, as decimal text.
    var remainder: String { Self.text(100 * Self.unit - billionths) }

    /// Reads the decimal form, which never has more than nine digits behind the point.
    private static func billionths(of percentage: Percentage) -> Int {
        let parts = percentage.description.split(separator: ".")
        let fraction = parts.count > 1 ? parts[1] : ""
        let padded = fraction + String(repeating: "0", count: 9 - fraction.count)
        return (Int(parts[0]) ?? 0) * unit + (Int(padded) ?? 0)
    }

    private static func text(_ billionths: Int) -> String {
        let digits = String(billionths % unit)
        var fraction = String(repeating: "0", count: 9 - digits.count) + digits
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? "\(billionths / unit)" : "\(billionths / unit).\(fraction)"
    }
}
