/// Decodes what a backslash stands for in strings (ECMAScript 2025, section 12.9.4).
enum JavaScriptEscapes {
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        let raw = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(UInt8(ascii: "\\")) else { return raw }
        var text = String.UnicodeScalarView()
        var rest = Substring(raw).unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let escape = rest.popFirst() else {
                text.append(scalar)
                continue
            }
            if let decoded = decode(escape, &rest) { text.append(decoded) }
        }
        return String(text)
    }

    /// `nil` for a line that is continued, and for what is no escape.
    private static func decode(
        _ escape: Unicode.Scalar,
        _ rest: inout Substring.UnicodeScalarView
    ) -> Unicode.Scalar? {
        switch escape {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "v": return "\u{B}"
        case "0": return "\0"
        case "\n", "\r", "\u{2028}", "\u{2029}": return nil
        case "x": return take(2, from: &rest)
        case "u":
            guard rest.first == "{" else { return take(4, from: &rest) }
            let digits = rest.dropFirst().prefix { $0 != "}" }
            rest = rest.dropFirst(digits.count + 2)
            return UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init)
        default: return escape
        }
    }

    private static func take(_ count: Int, from rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
        let digits = rest.prefix(count)
        rest = rest.dropFirst(count)
        return UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init)
    }
}
