/// Keeps credentials out of logs, by the names of what would hold them.
public enum Redaction {
    public static let mark = "[redacted]"

    /// Parts of names that mean a secret, in lower case without separators.
    private static let secretParts = [
        "authorization", "cookie", "token", "secret", "password", "passwd", "credential", "signature", "apikey",
        "accesskey", "authkey", "privatekey",
    ].map { Array($0.utf8) }

    /// Fields whose text is a URL or a part of one, and may have a query.
    private static let targetNames: Set<String> = ["target", "url", "uri", "path", "location", "referer", "query"]

    /// Whether a header field, a query item or a log field of this name holds a credential.
    public static func isSecret(_ name: String) -> Bool {
        // Every field of every log line comes by here, so this looks at bytes.
        let plain = name.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }.map(lowercased)
        return secretParts.contains { part in
            guard plain.count >= part.count else { return false }
            return (0...(plain.count - part.count)).contains { plain[$0...].starts(with: part) }
        }
    }

    /// Returns a URL or request target without the credentials in its user part and query.
    public static func redacted(target: String) -> String {
        let mark = target.firstIndex(of: "?")
        let front = withoutUser(target[..<(mark ?? target.endIndex)])
        guard let mark else { return front }
        return "\(front)?\(redacted(query: target[mark...].dropFirst()))"
    }

    static func redacted(_ value: LogValue, named name: String) -> LogValue {
        switch value {
        case _ where isSecret(name): return .string(mark)
        case .integer, .number, .boolean: return value
        case .fields(let fields):
            var redacted = LogFields()
            for field in fields.fields {
                redacted.append(field.name, self.redacted(field.value, named: field.name))
            }
            return .fields(redacted)
        case .string(let text):
            if text.hasPrefix("Bearer ") || text.hasPrefix("Basic ") { return .string(mark) }
            guard targetNames.contains(name.lowercased()) else { return value }
            return .string(name.lowercased() == "query" ? redacted(query: text[...]) : redacted(target: text))
        }
    }

    private static func redacted(query: Substring) -> String {
        let items = query.split(separator: "&", omittingEmptySubsequences: false)
        return items.map { item in
            guard let equals = item.firstIndex(of: "="), isSecret(String(item[..<equals])) else { return String(item) }
            return "\(item[...equals])\(mark)"
        }.joined(separator: "&")
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func withoutUser(_ url: Substring) -> String {
        guard let scheme = url.firstRange(of: "://") else { return String(url) }
        let end = url[scheme.upperBound...].firstIndex(of: "/") ?? url.endIndex
        guard let at = url[scheme.upperBound..<end].lastIndex(of: "@") else { return String(url) }
        return "\(url[..<scheme.upperBound])\(mark)\(url[at...])"
    }
}
