/// A number of bytes, as people write and read it.
struct ByteCount: Sendable, Hashable {
    let bytes: Int

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Reads digits and, at will, `K`, `M`, `G` or `T` of either case for powers of 1024; `nil` for anything else.
    init?(_ text: String) {
        let exponent = text.last.flatMap { Self.letters.firstIndex(of: Character($0.uppercased())) }
        let digits = exponent == nil ? text[...] : text.dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(digits)
        else { return nil }
        let product = number.multipliedReportingOverflow(by: exponent.map { 1 << (10 * ($0 + 1)) } ?? 1)
        guard !product.overflow else { return nil }
        bytes = product.partialValue
    }

    private static let letters: [Character] = ["K", "M", "G", "T"]
}

extension ByteCount: CustomStringConvertible {
    /// At most one digit after the point: `812 B`, `1.5 KiB`, `64 MiB`.
    var description: String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var value = Double(bytes)
        var unit = -1
        while value >= 1024, unit < Self.letters.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        let number = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return "\(number) \(Self.letters[unit])iB"
    }
}
