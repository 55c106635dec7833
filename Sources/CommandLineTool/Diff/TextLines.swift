/// The lines of a text.
enum TextLines {
    /// Splits at line feeds and keeps them, so that a last line without one differs from the same line with one.
    static func of(_ text: String) -> [Substring] {
        var lines: [Substring] = []
        var rest = text.unicodeScalars[...]
        while let feed = rest.firstIndex(of: "\n") {
            let next = rest.index(after: feed)
            lines.append(Substring(rest[..<next]))
            rest = rest[next...]
        }
        if !rest.isEmpty { lines.append(Substring(rest)) }
        return lines
    }
}
