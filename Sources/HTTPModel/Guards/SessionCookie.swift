/// The cookie that signs a browser in at the control listener.
///
/// Cookies do not tell ports apart, so browsers may send it to the traffic listener too, and they send it with whatever
/// else the control listener answers. Code of users must not see it: the gateway takes it out of every request, and so
/// does whoever passes one on from the control listener.
public enum SessionCookie {
    public static let name = "__Host-sluice-session"
}

extension HTTPFields {
    /// Takes Sluice's own session out of all `Cookie` fields (RFC 6265, section 4.2); other cookies stay, in their order.
    public mutating func removeSession() {
        let values = values(of: .cookie)
        guard values.contains(where: { $0.contains(SessionCookie.name) }) else { return }
        remove(.cookie)
        for value in values {
            let kept = value.split(separator: ";").map(Self.trimmed).filter { pair in
                !pair.isEmpty && Self.trimmed(pair.prefix { $0 != "=" }) != SessionCookie.name
            }
            // What was made of parts of a field's value is one itself, unless nothing is left.
            if let field = try? HTTPFieldValue(kept.joined(separator: "; ")), !kept.isEmpty { append(.cookie, field) }
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return start[..<(start.lastIndex { $0 != " " && $0 != "\t" }.map(start.index(after:)) ?? start.startIndex)]
    }
}
