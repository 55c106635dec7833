/// The hosts that a route is about: one, or all that end in the same characters.
public struct HostPattern: Sendable, Hashable {
    /// Whether the pattern begins with `*`, which stands for any number of any characters.
    public let isWildcard: Bool
    /// What follows the `*`, in lower case: `.example.com` of `*.example.com`, `example.com` of `*example.com`.
    public let literal: String

    init(isWildcard: Bool, literal: String) {
        self.isWildcard = isWildcard
        self.literal = literal
    }

    public init(_ domain: DomainName) {
        self.init(isWildcard: false, literal: domain.text)
    }

    /// Returns the pattern of a text; `nil` where what follows the `*` cannot end a domain's name.
    init?(parsing text: Substring) throws(InvalidDomainName) {
        let isWildcard = text.first == "*"
        let rest = isWildcard ? text.dropFirst() : text
        let isSubdomain = isWildcard && rest.first == "."
        guard !rest.contains("*") else { return nil }
        let name = String(isSubdomain ? rest.dropFirst() : rest)
        // After a bare `*` the first label is only the end of one, which may begin with a hyphen.
        guard !(isWildcard && !isSubdomain && name.hasPrefix("-")) else {
            let domain = try DomainName("x" + name)
            self.init(isWildcard: true, literal: String(domain.text.dropFirst()))
            return
        }
        self.init(isWildcard: isWildcard, literal: (isSubdomain ? "." : "") + (try DomainName(name)).text)
    }

    /// The pattern without its wildcard, and without the dot after it.
    public var domain: Substring {
        literal.hasPrefix(".") ? literal.dropFirst() : Substring(literal)
    }

    /// Whether a host is meant; it has no port and no trailing dot, and may be of any case.
    public func matches(_ host: Span<UInt8>) -> Bool {
        let start = host.count - literal.utf8.count
        guard isWildcard ? start >= 0 : start == 0 else { return false }
        var index = start
        for byte in literal.utf8 {
            let other = host[index]
            guard byte == (other &- UInt8(ascii: "A") < 26 ? other | 0x20 : other) else { return false }
            index += 1
        }
        return true
    }
}

extension HostPattern: CustomStringConvertible {
    public var description: String { (isWildcard ? "*" : "") + literal }
}
