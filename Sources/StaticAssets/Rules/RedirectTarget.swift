/// Where a redirect leads, with everything filled in.
struct RedirectTarget: Sendable, Hashable {
    /// Scheme and host, empty for a path of this site.
    private let origin: String
    /// From the first slash on.
    let path: String
    /// With its question mark, or empty.
    private let query: String
    /// With its number sign, or empty.
    private let fragment: String

    init(_ text: String) {
        let scheme = "https://"
        let isAbsolute = text.utf8.starts(with: scheme.utf8)
        let start = isAbsolute ? text.utf8.index(text.startIndex, offsetBy: scheme.utf8.count) : text.startIndex
        let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")) ?? text.endIndex
        let mark = text[..<hash].utf8.firstIndex(of: UInt8(ascii: "?")) ?? hash
        let slash = text[..<mark].utf8[start...].firstIndex(of: UInt8(ascii: "/")) ?? mark
        origin = isAbsolute ? String(text[..<slash]) : ""
        path = isAbsolute ? String(text[slash..<mark]) : Self.rooted(text[..<mark])
        query = String(text[mark..<hash])
        fragment = String(text[hash...])
    }

    /// Returns the value of the field `Location`: of visible ASCII, and with the query of the request unless the
    /// target has its own.
    func location(query requested: String?) -> String {
        let own = query.utf8.count > 1 ? query : requested.map { $0.isEmpty ? "" : "?" + $0 } ?? ""
        return PercentEscapes.encodeForField(origin + (path.isEmpty ? "/" : path) + own + fragment)
    }

    /// Leaves one slash of each run, lest `//host` send the client to another site.
    private static func rooted(_ path: Substring) -> String {
        "/" + path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }.joined(separator: "/")
            + (path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? "/" : "")
    }
}
