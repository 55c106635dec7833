/// The `Content-Disposition` of a file to be saved (RFC 6266), whatever its name holds.
struct Attachment: CustomStringConvertible {
    let description: String

    /// Of a path only the last part is a file's name.
    init(_ path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? "file"
        let plain = name.unicodeScalars.map { scalar in
            scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\"" && scalar != "\\"
                ? Character(scalar) : "_"
        }
        let encoded = name.utf8.map(Self.encoded).joined()
        description = "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(encoded)"
    }

    /// Escapes what is no `attr-char` (RFC 8187, section 3.2.1); stricter than it must be.
    private static func encoded(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            String(UnicodeScalar(byte))
        default:
            "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
