/// One line of an ignore file.
///
/// Source: the format of `.gitignore` (gitignore(5), "PATTERN FORMAT"), which `.assetsignore` has.
struct IgnorePattern: Hashable, Sendable {
    /// Whether it takes back what a line above ignores.
    let isException: Bool
    private let foldersOnly: Bool
    private let parts: [Part]

    private enum Part: Hashable {
        /// `**`: any number of folders.
        case anyFolders
        case name([Token])
    }

    private enum Token: Hashable {
        /// `*`: any run of characters.
        case anyRun
        /// `?`: one character.
        case anyOne
        case oneOf([ClosedRange<Character>], isNegated: Bool)
        case literal(Character)
    }

    /// Reads a line; `nil` for one that is empty or a comment.
    init?(_ line: some StringProtocol) {
        var text = Self.trimmed(line)
        guard !text.isEmpty, text.first != "#" else { return nil }
        isException = text.first == "!"
        if isException { text.removeFirst() }
        foldersOnly = text.last == "/"
        if foldersOnly { text.removeLast() }
        guard !text.isEmpty else { return nil }
        // A slash anywhere but at the end ties the pattern to the folder of the file.
        let isAnchored = text.contains("/")
        let parts = String(text).split(separator: "/").map { part in
            part == "**" ? Part.anyFolders : .name(Self.tokens(Array(part)))
        }
        // What a last ** matches lies in the folder: it is never the folder itself.
        let within = parts.last == .anyFolders ? parts + [.name([.anyRun])] : parts
        self.parts = isAnchored ? within : [.anyFolders] + within
    }

    /// Whether it is about a path below the folder of the file, without a leading slash.
    func matches(_ path: String, isFolder: Bool) -> Bool {
        guard isFolder || !foldersOnly else { return false }
        let names = path.split(separator: "/").map(Array.init)
        return Glob.walk(parts, names, isAny: { $0 == .anyFolders }, isMatch: Self.matches)
    }

    private static func matches(_ part: Part, _ name: [Character]) -> Bool {
        guard case .name(let tokens) = part else { return false }
        return Glob.walk(tokens, name, isAny: { $0 == .anyRun }, isMatch: Self.matches)
    }

    private static func matches(_ token: Token, _ character: Character) -> Bool {
        switch token {
        case .anyRun: false
        case .anyOne: true
        case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        case .literal(let literal): literal == character
        }
    }

    /// Without the end of the line and the spaces before it, unless a backslash keeps the last one.
    private static func trimmed(_ line: some StringProtocol) -> [Character] {
        var text = Array(line)
        while let last = text.last, last.isWhitespace, text.dropLast().last != "\\" { text.removeLast() }
        return text
    }

    private static func tokens(_ text: [Character]) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "*": if tokens.last != .anyRun { tokens.append(.anyRun) }
            case "?": tokens.append(.anyOne)
            case "\\": tokens.append(.literal(rest.popFirst() ?? "\\"))
            case "[":
                if let set = set(&rest) { tokens.append(set) } else { tokens.append(.literal("[")) }
            default: tokens.append(.literal(character))
            }
        }
        return tokens
    }

    /// Reads what follows a `[`; `nil`, with nothing read, where no `]` ends it.
    private static func set(_ rest: inout ArraySlice<Character>) -> Token? {
        var inside = rest
        let isNegated = inside.first == "!" || inside.first == "^"
        if isNegated { inside.removeFirst() }
        var ranges: [ClosedRange<Character>] = []
        while let character = inside.popFirst() {
            if character == "]", !ranges.isEmpty {
                rest = inside
                return .oneOf(ranges, isNegated: isNegated)
            }
            let next = inside.dropFirst().first
            if inside.first == "-", let next, next != "]", character <= next {
                ranges.append(character...next)
                inside.removeFirst(2)
            } else {
                ranges.append(character...character)
            }
        }
        return nil
    }
}
