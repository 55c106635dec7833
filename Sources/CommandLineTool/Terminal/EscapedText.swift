/// Makes characters visible that would act upon a terminal, or make a text read otherwise than it is.
///
/// Escaped are the controls (C0, DEL, C1), line and paragraph separators, the bidirectional controls of Unicode
/// (UAX #9; Trojan Source, CVE-2021-42574), and the invisible ones among formats: zero-width space, word joiner and
/// its kin, byte order mark, interlinear annotations and tags. The joiners stay, since scripts and emoji need them.
enum EscapedText {
    /// Returns the text with such characters as `\n`, `\t`, `\r` or `\u{202E}`.
    static func of(_ text: some StringProtocol, sparing spared: Set<Unicode.Scalar> = []) -> String {
        let mustEscape = { (scalar: Unicode.Scalar) in isDangerous(scalar) && !spared.contains(scalar) }
        guard text.unicodeScalars.contains(where: mustEscape) else { return String(text) }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if mustEscape(scalar) {
                escaped += visible(scalar)
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Returns a JSON document with such characters as `\u202E`; the line breaks of its layout stay.
    ///
    /// The encoder has escaped the controls below the space already, and the others occur in strings alone.
    static func inJSON(_ document: String) -> String {
        guard document.unicodeScalars.contains(where: { isDangerous($0) && $0 != "\n" }) else { return document }
        var escaped = ""
        for scalar in document.unicodeScalars {
            if isDangerous(scalar), scalar != "\n" {
                for unit in String(scalar).utf16 {
                    escaped += "\\u" + hex(UInt32(unit), digits: 4)
                }
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0x2028, 0x2029: true
        case 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{" + hex(scalar.value, digits: 2) + "}"
        }
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
