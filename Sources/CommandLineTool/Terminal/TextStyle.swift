/// How a piece of text looks on a terminal that has colours.
enum TextStyle: String, Sendable, Hashable {
    case strong = "1"
    case faint = "2"
    case bad = "31"
    case good = "32"
    case caution = "33"
    case link = "36"

    /// The escape sequence that begins the style (ECMA-48, section 8.3.117).
    var start: String { "\u{1B}[\(rawValue)m" }

    static let end = "\u{1B}[0m"
}
