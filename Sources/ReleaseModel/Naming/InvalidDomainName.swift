/// Why a text is not the name of a domain.
public struct InvalidDomainName: Error, Sendable, Hashable {
    public let name: String
    public let problem: Problem

    public init(name: String, problem: Problem) {
        self.name = name
        self.problem = problem
    }

    public enum Problem: Sendable, Hashable {
        case empty
        case tooLong(limit: Int)
        /// Something between the dots is not a DNS label in ASCII.
        case notHostLabels
        /// An IP address, or what a browser takes for one.
        case address
    }
}
