/// How narrow a route's pattern is.
///
/// The host decides first: one host before a wildcard, then the longer literal. Then the path in the same way, and at
/// last a scheme before none.
public struct Specificity: Sendable, Hashable, Comparable {
    private let ranks: [Int]

    init(_ pattern: RoutePattern) {
        ranks = [
            pattern.host.isWildcard ? 0 : 1, pattern.host.literal.utf8.count,
            pattern.path.isPrefix ? 0 : 1, pattern.path.literal.utf8.count,
            pattern.scheme == nil ? 0 : 1,
        ]
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.ranks.lexicographicallyPrecedes(right.ranks)
    }
}
