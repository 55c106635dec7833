/// The character classes of RFC 9110 and RFC 9112 that heads are made of.
enum ByteClass {
    /// Which of the bytes 0–63 and 64–127 are `tchar` (RFC 9110, 5.6.2), one bit each.
    private static let tokenLow: UInt64 = 0x03FF_6CFA_0000_0000
    private static let tokenHigh: UInt64 = 0x57FF_FFFF_C7FF_FFFE

    /// A byte of a method or field name.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        let mask = byte < 64 ? tokenLow : tokenHigh
        return byte < 128 && (mask >> UInt64(byte & 63)) & 1 == 1
    }

    /// A byte of a field value: HTAB, SP, visible ASCII, and the bytes above it.
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 0x09
    }

    /// A byte of a request target: visible ASCII but `#`, since a fragment is never sent.
    @inline(__always)
    static func isTarget(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "#")
    }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool {
        lowercased(byte) &- UInt8(ascii: "a") < 26
    }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte &- UInt8(ascii: "0")) }
        let letter = lowercased(byte) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }

    /// The byte with `A`–`Z` mapped to `a`–`z`.
    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}
