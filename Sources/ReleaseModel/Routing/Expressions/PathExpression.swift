/// A regular expression that is matched in a time which grows with the path and with the expression, whatever they are.
///
/// Every way to match is followed at once, a byte at a time (after Thompson and Pike), so that no path makes it try ways
/// over and over. It means what it means to others: the leftmost match, and of several there the one that trying in
/// order finds first. There are no references back and no looking around.
public struct PathExpression: Sendable, Hashable {
    /// The most steps that an expression may have, with its repetitions written out.
    public static let maximumSteps = 256

    enum Step: Sendable, Hashable {
        case bytes(ByteSet)
        case begin
        case end
        /// Goes on at both, the first before the second.
        case split(Int, Int)
        case jump(Int)
        /// Notes the position as the beginning or the end of a group.
        case note(Int)
        case match
    }

    private let steps: [Step]
    /// In parentheses, without the whole.
    public let groupCount: Int

    public init(_ text: String) throws(InvalidPathExpression) {
        var reader = PathExpressionReader(text)
        let node = try reader.expression()
        var writer = PathExpressionWriter()
        try writer.write(.group(0, node))
        steps = writer.steps + [.match]
        groupCount = reader.groupCount
    }

    /// Returns what the groups of the leftmost match took of a text, empty for those that took no part; `nil` where none
    /// fits.
    public func groups(in text: String) -> [String]? {
        let bytes = Array(text.utf8)
        guard let notes = match(bytes) else { return nil }
        return (0..<groupCount).map { group in
            let (start, end) = (notes[2 * group + 2], notes[2 * group + 3])
            return start >= 0 && end >= start ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
        }
    }

    /// A way that is followed: the step that it waits at, and what it has noted.
    private struct Way {
        let step: Int
        let notes: [Int]
    }

    private func match(_ bytes: [UInt8]) -> [Int]? {
        var ways: [Way] = []
        var found: [Int]?
        /// At which position a step was reached last; reached again there, it could only lead to where it led before.
        var reached = [Int](repeating: -1, count: steps.count)
        for position in 0...bytes.count {
            if found == nil {
                // The ways that began earlier come first.
                let notes = [Int](repeating: -1, count: 2 * groupCount + 2)
                follow(0, notes, at: position, of: bytes.count, &reached, &ways)
            }
            var following: [Way] = []
            let byte = position < bytes.count ? bytes[position] : nil
            candidates: for way in ways {
                switch steps[way.step] {
                case .match:
                    found = way.notes
                    // What comes behind it would be tried later.
                    break candidates
                case .bytes(let set):
                    guard let byte, set.contains(byte) else { continue }
                    follow(way.step + 1, way.notes, at: position + 1, of: bytes.count, &reached, &following)
                case .begin, .end, .split, .jump, .note: continue
                }
            }
            ways = following
            if ways.isEmpty, found != nil { break }
        }
        return found
    }

    /// Adds the ways that lead on from a step without taking a byte, in order.
    private func follow(
        _ step: Int,
        _ notes: [Int],
        at position: Int,
        of count: Int,
        _ reached: inout [Int],
        _ ways: inout [Way]
    ) {
        var open = [Way(step: step, notes: notes)]
        while let way = open.popLast() {
            guard reached[way.step] != position else { continue }
            reached[way.step] = position
            switch steps[way.step] {
            case .bytes, .match: ways.append(way)
            case .begin: if position == 0 { open.append(Way(step: way.step + 1, notes: way.notes)) }
            case .end: if position == count { open.append(Way(step: way.step + 1, notes: way.notes)) }
            case .jump(let target): open.append(Way(step: target, notes: way.notes))
            case .split(let first, let second):
                open.append(Way(step: second, notes: way.notes))
                open.append(Way(step: first, notes: way.notes))
            case .note(let place):
                var notes = way.notes
                notes[place] = position
                open.append(Way(step: way.step + 1, notes: notes))
            }
        }
    }
}
