/// A piece of a page that is safe to send.
///
/// There are two ways in: a text, which is escaped whatever it holds, and a ``Tag`` around other pieces.
struct HTML: Sendable, Hashable {
    private(set) var markup = ""

    init() {}

    init(_ text: String) {
        markup = Self.escaped(text)
    }

    /// Puts an element around its content.
    init(_ tag: Tag, _ attributes: [Attribute], _ content: HTML) {
        let inside = attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        markup = "<\(tag.rawValue)\(inside)>"
        if !tag.isVoid { markup += "\(content.markup)</\(tag.rawValue)>" }
    }

    static func += (left: inout HTML, right: HTML) {
        left.markup += right.markup
    }

    /// The bytes of a whole document.
    var document: [UInt8] { Array("<!doctype html>\n\(markup)\n".utf8) }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _ where isMisleading(scalar): escaped.unicodeScalars.append("\u{FFFD}")
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Whether a character shows nothing itself, but may change what the others seem to say: a control character, or
    /// one that turns the direction of a text around.
    private static func isMisleading(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
