/// A short time with the digits that matter.
enum Milliseconds {
    /// `0.42 ms`, `3.2 ms`, `120 ms`, `4.1 s`.
    static func text(_ milliseconds: Double) -> String {
        guard milliseconds.isFinite, milliseconds >= 0 else { return "? ms" }
        return switch milliseconds {
        case ..<1: "\(rounded(milliseconds, digits: 2)) ms"
        case ..<10: "\(rounded(milliseconds, digits: 1)) ms"
        case ..<1_000: "\(rounded(milliseconds, digits: 0)) ms"
        default: "\(rounded(min(milliseconds, 1e12) / 1_000, digits: 1)) s"
        }
    }

    private static func rounded(_ value: Double, digits: Int) -> String {
        let scale = [1, 10, 100][digits]
        let scaled = Int((value * Double(scale)).rounded())
        guard digits > 0 else { return "\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
