import FoundationEssentials

/// All identities that begin with the same hexadecimal digits.
struct IdentifierRange {
    let first: [UInt8]
    let last: [UInt8]

    /// Takes up to 32 digits without hyphens, of either case; `nil` for anything else.
    init?(prefix digits: String) {
        let missing = MemoryLayout<uuid_t>.size * 2 - digits.utf8.count
        guard missing >= 0,
            let first = Self.bytes(digits + String(repeating: "0", count: missing)),
            let last = Self.bytes(digits + String(repeating: "f", count: missing))
        else { return nil }
        self.first = first
        self.last = last
    }

    private static func bytes(_ digits: String) -> [UInt8]? {
        let digits = Array(digits.utf8)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard pair.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
                let byte = UInt8(pair, radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
