/// A host and an optional port, as `Host` and `Origin` carry them (RFC 3986, section 3.2).
struct Authority: Sendable, Hashable {
    /// In lower case; an IPv6 address without its brackets.
    let host: String
    let port: Int?

    /// Returns `nil` for a text with user information, an empty host or a malformed port.
    init?(_ text: String) {
        let text = text.lowercased()
        let rest: Substring
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            host = String(text[text.index(after: text.startIndex)..<bracket])
            rest = text[text.index(after: bracket)...]
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = String(text[..<colon])
            rest = text[colon...]
        }
        guard !host.isEmpty, !host.utf8.contains(UInt8(ascii: "@")) else { return nil }
        guard !rest.isEmpty else {
            port = nil
            return
        }
        let digits = rest.dropFirst()
        guard rest.first == ":", (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isDigit),
            let number = Int(digits)
        else { return nil }
        port = number
    }

    /// Reads `http://HOST[:PORT]` or `https://…`; `nil` for anything else, `null` included.
    init?(origin: String) {
        guard let scheme = ["http://", "https://"].first(where: origin.lowercased().hasPrefix) else { return nil }
        self.init(String(origin.dropFirst(scheme.count)))
    }

    /// Whether it is `localhost`, an IPv4 address of 127.0.0.0/8 in full, or `::1`.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        guard octets.count == 4, octets[0] == "127" else { return false }
        return octets.allSatisfy { octet in
            (1...3).contains(octet.utf8.count) && octet.utf8.allSatisfy(Self.isDigit) && (Int(octet) ?? 256) < 256
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
