/// Why a text cannot name the thing it was meant to name.
public struct InvalidName: Error, Sendable, Hashable {
    public let name: String
    public let problem: Problem

    public init(name: String, problem: Problem) {
        self.name = name
        self.problem = problem
    }

    public enum Problem: Sendable, Hashable {
        case empty
        case tooLong(limit: Int)
        case forbiddenCharacter
        case notAHostLabel
        case reserved
        case looksLikeAVersionPrefix
        /// A flow's name is `FLOW/DEPLOYMENT`.
        case notFlowAndDeployment
    }
}
