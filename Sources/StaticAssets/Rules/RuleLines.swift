/// The lines of a file of rules that say something, and the problems that were found in them.
struct RuleLines {
    /// The longest line in bytes, white space at its ends not counted.
    static let maximumLength = 2_000

    struct Line {
        /// Counted from 1.
        let number: Int
        /// Without white space at its ends; never empty, never a comment.
        let text: Substring
    }

    let file: RuleFile
    private(set) var lines: [Line] = []
    private(set) var problems: [RuleProblem] = []

    init(_ text: String, of file: RuleFile) {
        self.file = file
        // By bytes: to a `String`, a carriage return and a line feed are one character, and no line feed.
        let raw = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in raw.enumerated() {
            let line = Substring(bytes).trimmingBlanks
            guard let first = line.utf8.first, first != UInt8(ascii: "#") else { continue }
            if line.utf8.count > Self.maximumLength {
                report(.lineTooLong(limit: Self.maximumLength), at: index + 1)
            } else {
                lines.append(Line(number: index + 1, text: line))
            }
        }
    }

    mutating func report(_ reason: RuleProblem.Reason, at line: Int) {
        guard problems.count < RuleProblem.maximumPerFile else { return }
        problems.append(RuleProblem(file: file, line: line, reason: reason))
    }
}

extension Substring {
    /// The text without spaces, tabs and carriage returns at its ends.
    var trimmingBlanks: Substring {
        guard let first = utf8.firstIndex(where: { !Self.isBlank($0) }),
            let last = utf8.lastIndex(where: { !Self.isBlank($0) })
        else { return "" }
        return self[first...last]
    }

    /// The words between spaces and tabs.
    var words: [Substring] {
        utf8.split(whereSeparator: Self.isBlank).map { Substring($0) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
