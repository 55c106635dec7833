/// The method of a request: a token of RFC 9110, section 5.6.2, case-sensitive.
public struct HTTPMethod: Sendable, Hashable {
    public let name: String

    public init(_ name: String) throws(Invalid) {
        guard HTTPToken.isValid(name) else { throw Invalid() }
        self.name = name
    }

    /// What was given is not a token.
    public struct Invalid: Error, Hashable {}
}

extension HTTPMethod {
    public static let get: HTTPMethod = "GET"
    public static let head: HTTPMethod = "HEAD"
    public static let post: HTTPMethod = "POST"
    public static let put: HTTPMethod = "PUT"
    public static let patch: HTTPMethod = "PATCH"
    public static let delete: HTTPMethod = "DELETE"
    public static let options: HTTPMethod = "OPTIONS"

    /// Whether sending the request twice has the effect of sending it once (RFC 9110, section 9.2.2).
    public var isIdempotent: Bool {
        switch self {
        case .get, .head, .put, .delete, .options: true
        default: false
        }
    }
}

extension HTTPMethod: ExpressibleByStringLiteral {
    /// A method written in the source; one that is no token is a mistake of ours and traps.
    public init(stringLiteral name: String) {
        precondition(HTTPToken.isValid(name), "not a method: \(name)")
        self.name = name
    }
}

extension HTTPMethod: CustomStringConvertible {
    public var description: String { name }
}
