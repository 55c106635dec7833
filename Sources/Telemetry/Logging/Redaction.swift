/// Keeps credentials out of logs, by the names of what would hold them.
public enum Redaction {
    public static let mark = "[redacted]"

    /// Parts of names that mean a secret, in lower case without separators.
    private static let secretParts = [
        "authorization", "cookie", "token", "secret", "password", "passwd", "credential", "signature", "apikey",
        "accesskey", "authkey", "privatekey",
    ].map { Array($0.utf8) }
    /// Their first letters, one bit each: every field of every log line is looked through, and most letters are none.
    private static let initials = secretParts.reduce(UInt32(0)) { $0 | bit($1[0]) }
    private static let shortestPartBytes = 5

    /// Fields whose text is a URL or a part of one, and may have a query.
    private static let targetNames: Set<String> = ["target", "url", "uri", "path", "location", "referer", "query"]

    /// Whether a header field, a query item or a log field of this name holds a credential.
    public static func isSecret(_ name: String) -> Bool {
        let name = name.utf8Span.span
        guard name.count >= shortestPartBytes else { return false }
        for start in 0...(name.count - shortestPartBytes) where initials & bit(name[start]) != 0 {
            if secretParts.contains(where: { matches($0, name, from: start) }) { return true }
        }
        return false
    }

    /// The bit of a letter, in either case; other bytes share bits with letters, and do not match later.
    private static func bit(_ byte: UInt8) -> UInt32 {
        1 << UInt32(byte & 0x1F)
    }

    /// Whether a name goes on with a part, letter case and separators aside.
    private static func matches(_ part: [UInt8], _ name: borrowing Span<UInt8>, from start: Int) -> Bool {
        var matched = 0
        for index in start..<name.count where name[index] != UInt8(ascii: "-") && name[index] != UInt8(ascii: "_") {
            guard lowercased(name[index]) == part[matched] else { return false }
            matched += 1
            if matched == part.count { return true }
        }
        return false
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
            if text.utf8.first == UInt8(ascii: "B"), text.hasPrefix("Bearer ") || text.hasPrefix("Basic ") {
                return .string(mark)
            }
            // A URL without either has neither a query nor a user part that could hold a credential.
            guard text.utf8.contains(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "@") }) else {
                return value
            }
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
