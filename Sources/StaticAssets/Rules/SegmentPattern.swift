/// What one segment of a path must look like: literals and placeholders, the latter never side by side.
struct SegmentPattern: Sendable, Hashable {
    /// Which ends of a text the pattern must reach; a splat beside it takes the other.
    enum Extent: Sendable {
        case whole, start, end
    }

    private enum Piece: Sendable, Hashable {
        case literal([UInt8])
        case placeholder(String)
    }

    private var pieces: [Piece] = []

    mutating func append(literal bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if !bytes.isEmpty { pieces.append(.literal(bytes)) }
    }

    mutating func append(placeholder name: String) {
        pieces.append(.placeholder(name))
    }

    /// Whether a placeholder stands last, so that nothing says where it ends.
    var endsOpen: Bool {
        if case .placeholder = pieces.last { true } else { false }
    }

    /// Returns the part of a text that the pattern matches, and notes what its placeholders stand for; `nil` for none.
    ///
    /// From right to left, each literal stands as far right as it can, and a placeholder takes at least one byte.
    /// That is what a greedy expression finds, without its backtracking: time grows with the text only.
    func match(_ text: ArraySlice<UInt8>, _ extent: Extent, _ captures: inout RuleCaptures) -> Range<Int>? {
        guard !pieces.isEmpty else {
            switch extent {
            case .whole: return text.isEmpty ? text.startIndex..<text.endIndex : nil
            case .start: return text.startIndex..<text.startIndex
            case .end: return text.endIndex..<text.endIndex
            }
        }
        var left = text.endIndex
        var right: Int?
        var open: String?
        for (index, piece) in pieces.enumerated().reversed() {
            switch piece {
            case .placeholder(let name):
                open = name
            case .literal(let bytes):
                let isFixedLeft = index == 0 && extent != .end
                let isFixedRight = right == nil && open == nil && extent != .start
                let latest = left - bytes.count - (open == nil ? 0 : 1)
                let earliest = isFixedRight ? latest : text.startIndex
                let last = isFixedLeft ? text.startIndex : latest
                guard latest >= text.startIndex, earliest <= last,
                    let start = (earliest...last).last(where: { text[$0...].starts(with: bytes) })
                else { return nil }
                let end = start + bytes.count
                if let open { captures[open] = String(decoding: text[end..<left], as: UTF8.self) }
                right = right ?? (open == nil ? end : left)
                (left, open) = (start, nil)
            }
        }
        if let open {
            guard left > text.startIndex else { return nil }
            captures[open] = String(decoding: text[..<left], as: UTF8.self)
            right = right ?? left
            left = text.startIndex
        }
        return left..<(right ?? left)
    }
}
