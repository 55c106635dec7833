/// Percent-encoding of the parts of a path (RFC 3986, section 2.1), escaping what `encodeURIComponent` escapes.
enum PercentEscapes {
    /// Returns the bytes that an escaped text stands for; `nil` for a broken escape, and for bytes that are not UTF-8.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            decoded.append(high << 4 | low)
        }
        return String(validating: decoded, as: UTF8.self) == nil ? nil : decoded
    }

    /// Returns a text with everything escaped but what ``isPlain(_:)`` names.
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        encode(bytes, where: { !isPlain($0) })
    }

    /// Returns a text that can stand in a header field: of visible ASCII, without the backslash that browsers read
    /// as a slash.
    static func encodeForField(_ text: String) -> String {
        encode(text.utf8) { !(0x21...0x7E).contains($0) || $0 == UInt8(ascii: "\\") }
    }

    /// Letters, digits and `-_.!~*'()`.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "~"),
            UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default:
            false
        }
    }

    private static func encode(_ bytes: some Sequence<UInt8>, where isEscaped: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in bytes {
            if isEscaped(byte) {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                encoded.append(byte)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
