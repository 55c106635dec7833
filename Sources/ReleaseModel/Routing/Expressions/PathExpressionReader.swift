/// Reads a regular expression: what RE2 and all others have in common.
struct PathExpressionReader {
    /// How deep groups may lie in one another.
    static let maximumDepth = 32
    /// The most groups that take parts.
    static let maximumGroups = 20
    /// What a repetition may count to.
    static let maximumCount = 1_000

    private let text: [UInt8]
    private var index = 0
    private var depth = 0
    private(set) var groupCount = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// Reads the whole text.
    mutating func expression() throws(InvalidPathExpression) -> PathExpressionNode {
        let node = try choice()
        guard index == text.count else { throw .malformed(at: index) }
        return node
    }

    private var next: UInt8? { index < text.count ? text[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func choice() throws(InvalidPathExpression) -> PathExpressionNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(InvalidPathExpression) -> PathExpressionNode {
        var nodes: [PathExpressionNode] = []
        while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            nodes.append(try repetition(of: try item()))
        }
        return .sequence(nodes)
    }

    private mutating func item() throws(InvalidPathExpression) -> PathExpressionNode {
        let start = index
        guard let byte = next else { throw .malformed(at: start) }
        index += 1
        switch Unicode.Scalar(byte) {
        case "(": return try group(from: start)
        case "[": return .bytes(try set())
        case ".": return .bytes(.any)
        case "^": return .begin
        case "$": return .end
        case "\\": return .bytes(try escaped())
        case "*", "+", "?", "{": throw .malformed(at: start)
        default: return .bytes(ByteSet([byte]))
        }
    }

    private mutating func group(from start: Int) throws(InvalidPathExpression) -> PathExpressionNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw .tooDeep(limit: Self.maximumDepth) }
        var number: Int?
        if take("?") {
            guard take(":") else {
                throw .unsupported(String(decoding: text[start..<min(text.count, index + 1)], as: UTF8.self))
            }
        } else {
            groupCount += 1
            guard groupCount <= Self.maximumGroups else { throw .tooManyGroups(limit: Self.maximumGroups) }
            number = groupCount
        }
        let inner = try choice()
        guard take(")") else { throw .malformed(at: start) }
        return .group(number, inner)
    }

    /// Reads what may follow an item: `*`, `+`, `?`, `{2}`, `{2,}`, `{2,3}`, each with a `?` for lazy ones.
    private mutating func repetition(of node: PathExpressionNode) throws(InvalidPathExpression) -> PathExpressionNode {
        let start = index
        let (least, most): (Int, Int?)
        if take("*") {
            (least, most) = (0, nil)
        } else if take("+") {
            (least, most) = (1, nil)
        } else if take("?") {
            (least, most) = (0, 1)
        } else if take("{") {
            (least, most) = try counts(from: start)
        } else {
            return node
        }
        let isLazy = take("?")
        // `a**` means nothing, and `a*+` is another matter elsewhere.
        if let byte = next, [UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{")].contains(byte)
        {
            throw .unsupported(String(decoding: text[start...index], as: UTF8.self))
        }
        return .repeated(node, least: least, most: most, isLazy: isLazy)
    }

    private mutating func counts(from start: Int) throws(InvalidPathExpression) -> (Int, Int?) {
        guard let least = number() else { throw .malformed(at: start) }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}"), least <= most ?? least else { throw .malformed(at: start) }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = text[index...].prefix { ByteSet.digits.contains($0) }.prefix(4)
        guard !digits.isEmpty else { return nil }
        index += digits.count
        return min(Self.maximumCount, digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }

    /// Reads what follows a backslash.
    private mutating func escaped() throws(InvalidPathExpression) -> ByteSet {
        guard let byte = next else { throw .malformed(at: index - 1) }
        index += 1
        switch Unicode.Scalar(byte) {
        case "d": return .digits
        case "D": return ByteSet.digits.inverted
        case "w": return .words
        case "W": return ByteSet.words.inverted
        case "s": return .blanks
        case "S": return ByteSet.blanks.inverted
        default:
            // Of letters and digits others have other meanings.
            guard byte < 0x80, !ByteSet.words.contains(byte) || byte == UInt8(ascii: "_") else {
                throw .unsupported("\\" + String(decoding: [byte], as: UTF8.self))
            }
            return ByteSet([byte])
        }
    }

    /// Reads what follows a `[`.
    private mutating func set() throws(InvalidPathExpression) -> ByteSet {
        let start = index - 1
        let isNegated = take("^")
        var set = ByteSet([])
        var isFirst = true
        while isFirst || next != UInt8(ascii: "]") {
            isFirst = false
            guard let byte = next, byte < 0x80 else { throw .malformed(at: start) }
            index += 1
            if byte == UInt8(ascii: "["), next == UInt8(ascii: ":") { throw .unsupported("[:") }
            if byte == UInt8(ascii: "\\"), let letter = next, ByteSet.words.contains(letter) {
                set.formUnion(try escaped())
                continue
            }
            let first = byte == UInt8(ascii: "\\") ? try literal(from: start) : byte
            guard next == UInt8(ascii: "-"), index + 1 < text.count, text[index + 1] != UInt8(ascii: "]") else {
                set.insert(first)
                continue
            }
            index += 1
            let last = take("\\") ? try literal(from: start) : try plain(from: start)
            guard first <= last else { throw .malformed(at: start) }
            set.formUnion(ByteSet(first...last))
        }
        index += 1
        return isNegated ? set.inverted : set
    }

    private mutating func plain(from start: Int) throws(InvalidPathExpression) -> UInt8 {
        guard let byte = next, byte < 0x80 else { throw .malformed(at: start) }
        index += 1
        return byte
    }

    /// Reads the character behind a backslash, which stands for itself.
    private mutating func literal(from start: Int) throws(InvalidPathExpression) -> UInt8 {
        let byte = try plain(from: start)
        guard !ByteSet.words.contains(byte) || byte == UInt8(ascii: "_") else { throw .malformed(at: start) }
        return byte
    }
}
