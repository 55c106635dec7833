/// What a path or a host must look like, segment by segment, with at most one splat, which may span segments.
struct SegmentedPattern: Sendable, Hashable {
    /// All segments of a pattern without a splat; else those up to the splat, the last of which it cuts short.
    private var head: [SegmentPattern] = [SegmentPattern()]
    /// The segments from the splat on; `nil` without one.
    private var tail: [SegmentPattern]?

    init(_ tokens: some Sequence<RuleToken>, at separator: UInt8) throws(RulePatternError) {
        for token in tokens {
            let isOpen = (tail ?? head).last?.endsOpen == true
            switch token {
            case .literal(let bytes):
                for (index, part) in bytes.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
                    change { segments in
                        if index > 0 { segments.append(SegmentPattern()) }
                        segments[segments.count - 1].append(literal: part)
                    }
                }
            case .placeholder(let name):
                guard !isOpen, tail?.isBlank != true else { throw .placeholdersTouch(name) }
                change { $0[$0.count - 1].append(placeholder: name) }
            case .splat:
                guard !isOpen else { throw .placeholdersTouch(RuleToken.splatName) }
                guard tail == nil else { throw .severalSplats }
                tail = [SegmentPattern()]
            }
        }
    }

    /// Returns whether a text matches as a whole, and notes what it holds in place of placeholders and splat.
    func matches(_ text: SegmentedText, _ captures: inout RuleCaptures) -> Bool {
        let segments = text.segments
        guard let tail else {
            guard segments.count == head.count else { return false }
            return zip(head, segments).allSatisfy { $0.match($1, .whole, &captures) != nil }
        }
        let tailStart = segments.count - tail.count
        guard tailStart >= head.count - 1 else { return false }
        for (pattern, segment) in zip(head.dropLast(), segments) {
            guard pattern.match(segment, .whole, &captures) != nil else { return false }
        }
        for (pattern, segment) in zip(tail.dropFirst(), segments.dropFirst(tailStart + 1)) {
            guard pattern.match(segment, .whole, &captures) != nil else { return false }
        }
        let first = segments[head.count - 1]
        guard let end = tail[0].match(segments[tailStart], .end, &captures) else { return false }
        let room = first[..<max(first.startIndex, min(first.endIndex, end.lowerBound))]
        guard let start = head[head.count - 1].match(room, .start, &captures) else { return false }
        captures[RuleToken.splatName] = String(decoding: text.bytes[start.upperBound..<end.lowerBound], as: UTF8.self)
        return true
    }

    private mutating func change(_ edit: (inout [SegmentPattern]) -> Void) {
        guard var segments = tail else { return edit(&head) }
        edit(&segments)
        tail = segments
    }
}

extension [SegmentPattern] {
    /// Whether nothing was put in yet.
    fileprivate var isBlank: Bool { self == [SegmentPattern()] }
}
