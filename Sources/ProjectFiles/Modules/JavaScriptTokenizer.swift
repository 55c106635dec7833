/// Splits JavaScript or TypeScript into tokens, well enough that nothing inside strings, templates, regular
/// expressions and comments is mistaken for code (ECMAScript 2025, section 12).
///
/// It never fails: text that is no JavaScript gives some tokens, and the engine says what is wrong with it. Whether a
/// slash divides or begins a regular expression is told by what stands before it.
struct JavaScriptTokenizer {
    private let source: [UInt8]
    private var index = 0
    private var previous: JavaScriptToken?
    /// Whether a slash at this place would begin a regular expression.
    private var expectsExpression = true
    private var open: [Bracket] = []

    private enum Bracket {
        /// Whether it holds the condition of `if`, `while`, `for` or `with`: a statement follows it.
        case parenthesis(isCondition: Bool)
        case square
        /// Whether it is a block, which a statement may follow, or an object.
        case brace(isBlock: Bool)
        case substitution
    }

    init(_ source: [UInt8]) {
        self.source = source
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        if source[index...].starts(with: Array("#!".utf8)) { skipLine() }
    }

    /// Returns the next token; `nil` at the end of the text.
    mutating func next() -> JavaScriptToken? {
        skipBlanks()
        guard let byte = peek() else { return nil }
        let token = readToken(startingWith: byte)
        previous = token
        return token
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        index + distance < source.count ? source[index + distance] : nil
    }

    private mutating func readToken(startingWith byte: UInt8) -> JavaScriptToken {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return readString(quote: byte) ?? readPunctuator()
        case UInt8(ascii: "`"): return readTemplate(from: index + 1)
        case UInt8(ascii: "/") where expectsExpression: return readRegularExpression() ?? readPunctuator()
        case UInt8(ascii: "}"):
            guard case .substitution? = open.last else { return readPunctuator() }
            open.removeLast()
            return readTemplate(from: index + 1)
        default:
            let isFraction = byte == UInt8(ascii: ".") && peek(1).map(Self.isDigit) == true
            if Self.isDigit(byte) || isFraction { return readNumber() }
            return Self.isWordByte(byte) ? readWord() : readPunctuator()
        }
    }

    private mutating func take(
        _ kind: JavaScriptToken.Kind,
        to end: Int,
        text: String = "",
        expectsExpression: Bool = false
    ) -> JavaScriptToken {
        defer { index = end }
        self.expectsExpression = expectsExpression
        return JavaScriptToken(kind: kind, range: index..<end, text: text)
    }
}

// MARK: - Blanks, words, numbers

extension JavaScriptTokenizer {
    private mutating func skipBlanks() {
        while let byte = peek() {
            switch (byte, peek(1)) {
            case (0x09...0x0D, _), (0x20, _): index += 1
            case (0xC2, 0xA0): index += 2
            case (0xE2, 0x80) where peek(2) == 0xA8 || peek(2) == 0xA9: index += 3
            case (UInt8(ascii: "/"), UInt8(ascii: "/")): skipLine()
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): skipBlockComment()
            default: return
            }
        }
    }

    private mutating func skipLine() {
        index = source[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.count
    }

    private mutating func skipBlockComment() {
        index += 2
        while index < source.count, peek() != UInt8(ascii: "*") || peek(1) != UInt8(ascii: "/") { index += 1 }
        index = min(index + 2, source.count)
    }

    private mutating func readWord() -> JavaScriptToken {
        let end = source[index...].firstIndex { !Self.isWordByte($0) } ?? source.count
        let text = String(decoding: source[index..<end], as: UTF8.self)
        let isProperty = previous?.isMemberAccess == true
        return take(.word, to: end, text: text, expectsExpression: !isProperty && Self.beforeExpression.contains(text))
    }

    /// Takes more than a number may hold, `1e5.x` say: no import hides in it.
    private mutating func readNumber() -> JavaScriptToken {
        let end = source[index...].firstIndex { !Self.isWordByte($0) && $0 != UInt8(ascii: ".") } ?? source.count
        return take(.number, to: end)
    }

    /// Words that an expression follows, so that a slash after them begins a regular expression.
    private static let beforeExpression: Set<String> = [
        "await", "case", "delete", "do", "else", "extends", "in", "instanceof", "new", "of", "return", "throw",
        "typeof",
        "void", "yield",
    ]

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Letters, digits, `_`, `$`, `#`, `\` and whatever is not ASCII.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "\\"), 0x80...: true
        default: isDigit(byte)
        }
    }
}

// MARK: - Punctuators

extension JavaScriptTokenizer {
    /// Only those of several bytes that change the meaning of what follows are kept together.
    private mutating func readPunctuator() -> JavaScriptToken {
        let rest = source[index...]
        let text =
            ["...", "=>", "?.", "++", "--"].first { rest.starts(with: Array($0.utf8)) }
            ?? String(UnicodeScalar(source[index]))
        let expectsExpression = follow(text)
        return take(.punctuator, to: index + text.utf8.count, text: text, expectsExpression: expectsExpression)
    }

    /// Keeps the brackets, and tells whether an expression may follow.
    private mutating func follow(_ punctuator: String) -> Bool {
        switch punctuator {
        case "(": open.append(.parenthesis(isCondition: previousOpensCondition))
        case "[": open.append(.square)
        case "{": open.append(.brace(isBlock: previousAllowsBlock))
        case ")", "]", "}":
            switch open.popLast() {
            case .parenthesis(isCondition: true), .brace(isBlock: true): return true
            default: return false
            }
        case "++", "--": return false
        default: break
        }
        return true
    }

    private var previousOpensCondition: Bool {
        guard let previous, previous.kind == .word else { return false }
        return ["if", "while", "for", "with"].contains(previous.text)
    }

    /// Whether a brace opens a block here, as it does anywhere but after an operator.
    private var previousAllowsBlock: Bool {
        guard let previous else { return true }
        switch previous.kind {
        case .punctuator: return [";", "{", "}", ")", "=>", ":"].contains(previous.text)
        case .word: return !Self.beforeExpression.contains(previous.text) || ["do", "else"].contains(previous.text)
        default: return false
        }
    }
}

// MARK: - Quoted text

extension JavaScriptTokenizer {
    /// `nil` when the quote is not closed on its line: then it is no string.
    private mutating func readString(quote: UInt8) -> JavaScriptToken? {
        var end = index + 1
        while end < source.count, source[end] != quote {
            if source[end] == 0x0A || source[end] == 0x0D { return nil }
            end += source[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < source.count else { return nil }
        let text = JavaScriptEscapes.decode(source[(index + 1)..<end])
        return take(.string, to: end + 1, text: text)
    }

    /// Reads a template, or what of it follows a substitution, up to its end or the next substitution.
    private mutating func readTemplate(from start: Int) -> JavaScriptToken {
        var end = start
        while end < source.count, source[end] != UInt8(ascii: "`") {
            if source[end] == UInt8(ascii: "$"), end + 1 < source.count, source[end + 1] == UInt8(ascii: "{") {
                open.append(.substitution)
                return take(.template, to: end + 2, expectsExpression: true)
            }
            end += source[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, source.count)
        guard source[index] == UInt8(ascii: "`") else { return take(.template, to: min(end + 1, source.count)) }
        let text = JavaScriptEscapes.decode(source[start..<end])
        return take(.string, to: min(end + 1, source.count), text: text)
    }

    /// `nil` when there is no closing slash on the line: then the slash divides after all.
    private mutating func readRegularExpression() -> JavaScriptToken? {
        var end = index + 1
        var isInClass = false
        while end < source.count, isInClass || source[end] != UInt8(ascii: "/") {
            switch source[end] {
            case 0x0A, 0x0D: return nil
            case UInt8(ascii: "\\"): end += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            default: break
            }
            end += 1
        }
        guard end < source.count else { return nil }
        let flagsEnd = source[(end + 1)...].firstIndex { !Self.isWordByte($0) } ?? source.count
        return take(.regularExpression, to: flagsEnd)
    }
}
