/// Why a text is not the pattern of a route.
public struct InvalidRoutePattern: Error, Sendable, Hashable {
    public let pattern: String
    public let problem: Problem

    public init(pattern: String, problem: Problem) {
        self.pattern = pattern
        self.problem = problem
    }

    public enum Problem: Sendable, Hashable {
        case empty
        case tooLong(limit: Int)
        /// Neither `http` nor `https`.
        case unknownScheme(String)
        case userInformation
        /// Routes are about hosts, whatever port the listener has.
        case port
        case host(InvalidDomainName.Problem)
        /// A `*` that neither begins the host nor ends the path.
        case wildcardInside
        case query
        /// A space, a fragment, a control character or a letter beyond ASCII, which has to be percent-encoded.
        case pathCharacter
    }
}
