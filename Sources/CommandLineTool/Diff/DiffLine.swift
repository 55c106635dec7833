/// A line of a diff, with its line feed if it has one.
enum DiffLine: Sendable, Hashable {
    case kept(Substring)
    case removed(Substring)
    case added(Substring)

    var isChange: Bool {
        if case .kept = self { return false }
        return true
    }

    /// 1 for a line of the old side.
    var countsInOld: Int {
        if case .added = self { return 0 }
        return 1
    }

    /// 1 for a line of the new side.
    var countsInNew: Int {
        if case .removed = self { return 0 }
        return 1
    }

    /// The line as a diff prints it, and a note where a line feed is missing.
    var lines: [TerminalText] {
        let (mark, text, style): (TerminalText, Substring, TextStyle?) =
            switch self {
            case .kept(let text): (" ", text, nil)
            case .removed(let text): ("-", text, .bad)
            case .added(let text): ("+", text, .good)
            }
        let isComplete = text.unicodeScalars.last == "\n"
        let content = isComplete ? Substring(text.unicodeScalars.dropLast()) : text
        let line = (mark + TerminalText(sourceLine: content)).styled(style)
        return isComplete ? [line] : [line, "\\ No newline at end of file"]
    }
}
