/// The requests that a route is about, by scheme, host and path: `https://*.example.com/images/*`.
///
/// The one operator is `*`, for any number of any characters: at the beginning of the host, at the end of the path, and
/// nowhere else. Without a scheme both are meant, without a path `/` is. The path takes in the query, so a pattern
/// without a trailing `*` matches no request that has one.
public struct RoutePattern: Sendable, Hashable {
    /// The longest pattern, in bytes.
    public static let maximumLength = 2_048

    public let scheme: Scheme?
    public let host: HostPattern
    public let path: PathPattern

    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        case http, https
    }

    /// All requests for one host, as custom domains have them; any route of that host is more specific.
    public init(customDomain: DomainName) {
        scheme = nil
        host = HostPattern(customDomain)
        path = .everything
    }

    /// Reads a pattern; the host may be of any case.
    public init(_ text: String) throws(InvalidRoutePattern) {
        guard !text.isEmpty else { throw InvalidRoutePattern(pattern: text, problem: .empty) }
        guard text.utf8.count <= Self.maximumLength else {
            throw InvalidRoutePattern(pattern: text, problem: .tooLong(limit: Self.maximumLength))
        }
        var rest = Substring(text)
        scheme = try Self.takeScheme(from: &rest, of: text)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        host = try Self.host(rest[..<end], of: text)
        path = try Self.path(rest[end...], of: text)
    }

    /// How narrow the pattern is: of the patterns that match a request, the greatest wins.
    public var specificity: Specificity { Specificity(self) }

    /// Whether a request is meant; the host as in ``HostPattern/matches(_:)``, the path with its query.
    public func matches(_ scheme: Scheme, host: Span<UInt8>, path: Span<UInt8>) -> Bool {
        (self.scheme ?? scheme) == scheme && self.host.matches(host) && self.path.matches(path)
    }

    private static func takeScheme(
        from rest: inout Substring,
        of text: String
    ) throws(InvalidRoutePattern) -> Scheme? {
        let name = rest.prefix { $0 != ":" && $0 != "/" }
        guard rest.dropFirst(name.count).hasPrefix("://") else { return nil }
        guard let scheme = Scheme(rawValue: name.lowercased()) else {
            throw InvalidRoutePattern(pattern: text, problem: .unknownScheme(String(name)))
        }
        rest = rest.dropFirst(name.count + 3)
        return scheme
    }

    private static func host(_ part: Substring, of text: String) throws(InvalidRoutePattern) -> HostPattern {
        guard !part.contains("@") else { throw InvalidRoutePattern(pattern: text, problem: .userInformation) }
        guard !part.hasPrefix("[") else { throw InvalidRoutePattern(pattern: text, problem: .host(.address)) }
        guard !part.contains(":") else { throw InvalidRoutePattern(pattern: text, problem: .port) }
        do throws(InvalidDomainName) {
            if let host = try HostPattern(parsing: part) { return host }
        } catch {
            throw InvalidRoutePattern(pattern: text, problem: .host(error.problem))
        }
        throw InvalidRoutePattern(pattern: text, problem: .wildcardInside)
    }

    private static func path(_ part: Substring, of text: String) throws(InvalidRoutePattern) -> PathPattern {
        guard !part.contains("?") else { throw InvalidRoutePattern(pattern: text, problem: .query) }
        guard part.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw InvalidRoutePattern(pattern: text, problem: .pathCharacter)
        }
        guard !part.isEmpty else { return PathPattern("/", isPrefix: false) }
        let isPrefix = part.last == "*"
        let literal = isPrefix ? part.dropLast() : part
        guard !literal.contains("*") else { throw InvalidRoutePattern(pattern: text, problem: .wildcardInside) }
        return PathPattern(String(literal), isPrefix: isPrefix)
    }
}

extension RoutePattern: CustomStringConvertible {
    /// The canonical text: equal for patterns that mean the same requests.
    public var description: String {
        (scheme.map { $0.rawValue + "://" } ?? "") + host.description + path.description
    }
}
