/// Changes that lie close together, with the lines around them.
struct DiffHunk: Sendable {
    /// The lines of each side before this hunk.
    let oldStart: Int
    let newStart: Int
    let content: [DiffLine]

    var oldCount: Int { content.reduce(0) { $0 + $1.countsInOld } }
    var newCount: Int { content.reduce(0) { $0 + $1.countsInNew } }

    var lines: [TerminalText] {
        let header = "@@ -\(Self.range(oldStart, oldCount)) +\(Self.range(newStart, newCount)) @@"
        return ["\(header, .link)"] + content.flatMap(\.lines)
    }

    /// Lines count from 1; an empty range names the line before it, and a length of 1 is left out (POSIX `diff -u`).
    private static func range(_ before: Int, _ count: Int) -> String {
        switch count {
        case 0: "\(before),0"
        case 1: "\(before + 1)"
        default: "\(before + 1),\(count)"
        }
    }
}
