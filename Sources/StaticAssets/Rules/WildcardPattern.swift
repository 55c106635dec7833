/// A path in which each `*` stands for anything, also for nothing and for slashes.
struct WildcardPattern: Sendable, Hashable {
    /// What stands between the asterisks, in the spelling of ``AssetPath``; one part if there are none.
    private let parts: [[UInt8]]

    init(_ text: Substring) {
        parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { part in
            let segments = part.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            let spelled = segments.map { PercentEscapes.encode(PercentEscapes.decode($0) ?? Array($0)) }
            return Array(spelled.joined(separator: "/").utf8)
        }
    }

    /// Takes each part at the first place it is found behind the one before, so that nothing is tried twice.
    func matches(_ path: [UInt8]) -> Bool {
        guard let first = parts.first, path.starts(with: first) else { return false }
        guard parts.count > 1, let last = parts.last else { return path.count == first.count }
        var rest = path.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
}
