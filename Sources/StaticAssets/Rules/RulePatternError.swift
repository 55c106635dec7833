/// Why a text is no pattern for paths.
public enum RulePatternError: Error, Sendable, Hashable {
    /// More than one `*`, or one beside a placeholder named `:splat`.
    case severalSplats
    /// The same `:name` twice.
    case placeholderRepeated(String)
    /// Two placeholders, or one and a `*`, with nothing between them to tell where the first ends.
    case placeholdersTouch(String)
    /// More placeholders than a pattern may have.
    case tooManyPlaceholders(limit: Int)
}
