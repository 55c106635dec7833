/// One log line in the making: a flat JSON object of at most a few fields.
struct LogLine {
    /// The bytes that a string keeps; the rest is cut off and marked by `…`.
    static let maximumStringBytes = 8 * 1024

    /// What most lines need.
    private static let usualBytes = 384

    private static let ownNames = ["time", "level", "message"]

    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(Self.usualBytes)
        bytes.append(UInt8(ascii: "{"))
    }

    /// Adds what the caller said; a name that the line itself uses gets an underscore.
    mutating func append(_ fields: LogFields) {
        for field in fields.fields {
            let name = Self.ownNames.contains(field.name) ? field.name + "_" : field.name
            append(name, Redaction.redacted(field.value, named: field.name))
        }
    }

    mutating func append(_ name: String, _ value: LogValue) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        append(string: name)
        bytes.append(UInt8(ascii: ":"))
        switch value {
        case .string(let text): append(string: text)
        case .integer(let number): bytes += String(number).utf8
        // JSON has no word for infinities and NaN.
        case .number(let number): bytes += (number.isFinite ? "\(number)" : "null").utf8
        case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
        case .fields(let fields):
            bytes.append(UInt8(ascii: "{"))
            for field in fields.fields {
                append(field.name, field.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    consuming func finished() -> [UInt8] {
        bytes += "}\n".utf8
        return bytes
    }

    private mutating func append(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        // Nearly every string is short and plain: names, ids, paths.
        var text = text
        let isPlain = text.withUTF8 { utf8 in
            guard utf8.count <= Self.maximumStringBytes, utf8.allSatisfy(Self.isPlain) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if isPlain { return }
        let limit = bytes.count + Self.maximumStringBytes
        for scalar in text.unicodeScalars {
            guard bytes.count < limit else {
                bytes += "…".utf8
                break
            }
            switch scalar {
            case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case "\n": bytes += "\\n".utf8
            case "\t": bytes += "\\t".utf8
            case _ where Self.needsEscape(scalar): append(escaped: scalar.value)
            default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func append(escaped code: UInt32) {
        let digits = String(code, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
    }

    /// C0 and C1 controls, line separators, and what turns the direction of text: a terminal that shows the line must
    /// show what it says.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
