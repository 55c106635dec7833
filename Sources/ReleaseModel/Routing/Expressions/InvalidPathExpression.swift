/// Why a text is no regular expression here.
public enum InvalidPathExpression: Error, Sendable, Hashable {
    /// Something is missing or too much, at so many bytes from the beginning.
    case malformed(at: Int)
    /// What could not be matched in a bounded time, such as `\1` and `(?=…)`.
    case unsupported(String)
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case tooManyGroups(limit: Int)

    /// In words, to follow "the regular expression is invalid:".
    public var reason: String {
        switch self {
        case .malformed(let position): "it cannot be read at byte \(position)"
        case .unsupported(let text): "'\(text)' is not supported"
        case .tooLarge(let limit): "with its repetitions it has more than \(limit) steps"
        case .tooDeep(let limit): "its groups are more than \(limit) deep"
        case .tooManyGroups(let limit): "it has more than \(limit) groups"
        }
    }
}
