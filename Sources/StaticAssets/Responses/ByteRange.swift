/// What a `Range` field asks of a file (RFC 9110, section 14).
enum ByteRange: Sendable, Hashable {
    /// Everything: no range, several, or one that cannot be read, which a server may ignore.
    case whole
    case part(Range<Int>)
    /// A range that holds no byte of the file.
    case unsatisfiable

    /// Reads the values of a request's `Range` fields, for a file of a size in bytes.
    init(_ values: [String], size: Int) {
        self = .whole
        guard let value = values.first, values.count == 1, let equals = value.utf8.firstIndex(of: UInt8(ascii: "=")),
            value[..<equals].lowercased() == "bytes"
        else { return }
        let bounds = Substring(value.utf8[equals...].dropFirst()).trimmingBlanks.utf8
            .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return }
        switch (Self.number(bounds[0]), Self.number(bounds[1])) {
        case (let first?, let last?) where first <= last:
            self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
        case (let first?, nil) where bounds[1].isEmpty:
            self = first < size ? .part(first..<size) : .unsatisfiable
        case (nil, let length?) where bounds[0].isEmpty:
            self = length > 0 && size > 0 ? .part(max(0, size - length)..<size) : .unsatisfiable
        default:
            return
        }
    }

    /// Returns the number that digits stand for, the greatest there is for more digits than that has.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(Substring(digits)) ?? .max
    }
}
