/// What a text between `${` and `}` asks for.
enum Placeholder: Hashable {
    /// `${env(NAME)}`: a variable of the environment.
    case environment(String)
    /// `${file(path)}`: the text of a file.
    case file(String)
    /// `${vars.a.b}`, `${this.props.a}` or `${<service>.props.a}`: another value of the configuration.
    case reference([String])
    /// One word, such as a shell's `${PORT}`, which is left as it is.
    case word
    case unknown

    /// A piece of a text.
    enum Piece: Hashable {
        case literal(String)
        /// With the text that it was written as.
        case placeholder(Placeholder, source: String)
    }

    init(_ content: Substring) {
        let content = Self.trimmed(content)
        if let argument = Self.argument(of: "env", in: content) {
            self = .environment(argument)
        } else if let argument = Self.argument(of: "file", in: content) {
            self = .file(argument)
        } else {
            let parts = content.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let isName = parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            }
            self = !isName ? .unknown : parts.count == 1 ? .word : .reference(parts)
        }
    }

    /// Takes a text apart, in which a `${` without its end is text.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            if start.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<start.lowerBound]))) }
            let source = String(rest[start.lowerBound...end])
            pieces.append(.placeholder(Placeholder(rest[start.upperBound..<end]), source: source))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty || pieces.isEmpty { pieces.append(.literal(String(rest))) }
        return pieces
    }

    private static func argument(of function: String, in content: Substring) -> String? {
        guard content.hasPrefix("\(function)("), content.hasSuffix(")") else { return nil }
        let argument = trimmed(content.dropFirst(function.count + 1).dropLast())
        for quote in ["'", "\""] where argument.count >= 2 && argument.hasPrefix(quote) && argument.hasSuffix(quote) {
            return String(argument.dropFirst().dropLast())
        }
        return String(argument)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
