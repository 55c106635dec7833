/// The request targets that a route is about: one, or all that begin with the same characters.
///
/// Paths are compared as clients send them, query included, by their case; nothing is decoded or folded.
public struct PathPattern: Sendable, Hashable {
    /// Whether the pattern ends with `*`, which stands for any number of any characters.
    public let isPrefix: Bool
    /// What comes before the `*`.
    public let literal: String

    init(_ literal: String, isPrefix: Bool) {
        self.literal = literal
        self.isPrefix = isPrefix
    }

    /// Every path, less specific than any that begins with a slash.
    public static let everything = PathPattern("", isPrefix: true)

    /// Whether a path with its query is meant.
    public func matches(_ path: Span<UInt8>) -> Bool {
        let count = literal.utf8.count
        guard isPrefix ? path.count >= count : path.count == count else { return false }
        var index = 0
        for byte in literal.utf8 {
            guard byte == path[index] else { return false }
            index += 1
        }
        return true
    }
}

extension PathPattern: CustomStringConvertible {
    public var description: String { literal + (isPrefix ? "*" : "") }
}
