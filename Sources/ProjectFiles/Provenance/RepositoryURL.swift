/// What may be shown of a repository's address: never credentials, a query or a path of this machine.
struct RepositoryURL: Hashable {
    /// `https://host/path` for addresses that a browser can open, `host/path` for those of SSH and git.
    let shown: String
    /// The path without `.git`, such as `owner/name`.
    let path: String

    /// The longest address in bytes.
    static let maximumLength = 2_048

    /// Reads a URL or the short form of SSH (`user@host:path`); `nil` for local paths and anything doubtful.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0 != "\\" })
        else { return nil }
        if let colon = text.firstRange(of: "://") {
            self.init(scheme: text[..<colon.lowerBound].lowercased(), rest: text[colon.upperBound...])
        } else {
            self.init(shortForm: text)
        }
    }

    private init?(scheme: String, rest: Substring) {
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let host = Self.host(of: parts[0]) else { return nil }
        switch scheme {
        case "https", "http": self.init(prefix: "\(scheme)://\(host.withPort)", path: parts[1])
        case "ssh", "git", "git+ssh", "ssh+git": self.init(prefix: host.name, path: parts[1])
        default: return nil
        }
    }

    private init?(shortForm text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].contains("/"), let host = Self.host(of: parts[0]) else { return nil }
        self.init(prefix: host.name, path: parts[1])
    }

    private init?(prefix: String, path: Substring) {
        let plain = path.prefix { $0 != "?" && $0 != "#" }
        let parts = plain.split(separator: "/")
        guard !parts.isEmpty, !parts.contains("..") else { return nil }
        let joined = parts.joined(separator: "/")
        self.path = joined.hasSuffix(".git") ? String(joined.dropLast(4)) : joined
        shown = "\(prefix)/\(self.path)"
    }

    /// Takes host and port from an authority; the user and password before them are dropped.
    private static func host(of authority: Substring) -> (name: String, withPort: String)? {
        let bare = authority[(authority.lastIndex(of: "@").map(authority.index(after:)) ?? authority.startIndex)...]
        let portStart = bare.lastIndex(of: ":").flatMap { bare.hasSuffix("]") ? nil : $0 }
        let name = bare[..<(portStart ?? bare.endIndex)]
        let port = portStart.map { bare[bare.index(after: $0)...] } ?? ""
        // A port that is no number is a password whose slash ended the authority too early.
        guard !name.isEmpty, port.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return (String(name), String(bare))
    }
}
