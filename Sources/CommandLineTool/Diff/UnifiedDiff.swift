/// The lines that differ between two texts, in hunks with their surroundings.
struct UnifiedDiff: Sendable {
    /// The unchanged lines around a change.
    static let context = 3
    /// The most lines, of both sides together, that are compared.
    ///
    /// Beyond it the middle is shown as one replacement, which is correct but longer than it need be. The memory of
    /// the comparison grows with the square of the changes.
    static let maximumCompared = 6_000

    let hunks: [DiffHunk]

    init(_ old: [Substring], _ new: [Substring]) {
        hunks = Self.hunks(of: Self.edits(old, new))
    }

    /// Every line of both sides in order, as kept, removed or added.
    private static func edits(_ old: [Substring], _ new: [Substring]) -> [DiffLine] {
        let head = zip(old, new).prefix { $0 == $1 }.count
        let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
        let before = old[head..<(old.count - tail)]
        let after = new[head..<(new.count - tail)]
        return old[..<head].map(DiffLine.kept) + middle(Array(before), Array(after))
            + old[(old.count - tail)...].map(DiffLine.kept)
    }

    private static func middle(_ old: [Substring], _ new: [Substring]) -> [DiffLine] {
        guard old.count + new.count <= maximumCompared else {
            return old.map(DiffLine.removed) + new.map(DiffLine.added)
        }
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        return merged(old, new, removed: removed, added: added)
    }

    /// Walks both sides at once; what was removed comes before what was added in its place.
    private static func merged(
        _ old: [Substring],
        _ new: [Substring],
        removed: Set<Int>,
        added: Set<Int>
    ) -> [DiffLine] {
        var lines: [DiffLine] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if removed.contains(i) {
                lines.append(.removed(old[i]))
                i += 1
            } else if added.contains(j) {
                lines.append(.added(new[j]))
                j += 1
            } else {
                lines.append(.kept(old[i]))
                i += 1
                j += 1
            }
        }
        return lines
    }

    /// Cuts the lines into hunks: changes no further apart than twice the context share one.
    private static func hunks(of lines: [DiffLine]) -> [DiffHunk] {
        let changed = lines.indices.filter { lines[$0].isChange }
        var ranges: [Range<Int>] = []
        for index in changed {
            let range = max(0, index - context)..<min(lines.count, index + context + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        var (old, new, position) = (0, 0, 0)
        return ranges.map { range in
            for line in lines[position..<range.lowerBound] {
                old += line.countsInOld
                new += line.countsInNew
            }
            let hunk = DiffHunk(oldStart: old, newStart: new, content: Array(lines[range]))
            old += hunk.oldCount
            new += hunk.newCount
            position = range.upperBound
            return hunk
        }
    }
}
