/// Finds the modules that a JavaScript or TypeScript file names: `import`, `export … from` and `import("literal")`.
///
/// Imports of types alone (`import type`, `export type`) are left out, since the engine removes them.
struct ImportScanner {
    private(set) var references: [ImportReference] = []
    /// Where `import(…)` has an argument that only the running program knows.
    private(set) var computed: [TextPosition] = []

    /// Whether it imports or exports as only modules can.
    private(set) var isModule = false
    /// Whether it names `addEventListener`, as scripts of the older kind do.
    private(set) var namesAddEventListener = false

    private let source: [UInt8]
    private let isTypeScript: Bool
    private var tokenizer: JavaScriptTokenizer
    private var cursor = PositionCursor()
    private var lookahead: JavaScriptToken?
    private var previous: JavaScriptToken?

    init(_ source: [UInt8], isTypeScript: Bool) {
        self.source = source
        self.isTypeScript = isTypeScript
        tokenizer = JavaScriptTokenizer(source)
        scan()
    }

    private mutating func scan() {
        while true {
            let before = previous
            guard let token = advance() else { return }
            if token.isWord("addEventListener") { namesAddEventListener = true }
            guard before?.isMemberAccess != true else { continue }
            if token.isWord("import") { scanImport(token, after: before) }
            if token.isWord("export") { scanExport() }
        }
    }

    private mutating func advance() -> JavaScriptToken? {
        let token = lookahead ?? tokenizer.next()
        lookahead = nil
        previous = token
        return token
    }

    private mutating func peek() -> JavaScriptToken? {
        if lookahead == nil { lookahead = tokenizer.next() }
        return lookahead
    }

    private mutating func note(_ name: JavaScriptToken, _ certainty: ImportReference.Certainty = .certain) {
        let position = cursor.position(ofByte: name.range.lowerBound, in: source)
        references.append(ImportReference(specifier: name.text, certainty: certainty, position: position))
    }
}

// MARK: - Statements

extension ImportScanner {
    private mutating func scanImport(_ keyword: JavaScriptToken, after before: JavaScriptToken?) {
        guard let token = peek() else { return }
        if !token.isPunctuator("("), !token.isPunctuator(":") { isModule = true }
        if token.kind == .string, !token.text.isEmpty {
            note(token)
        } else if token.isPunctuator("(") {
            scanCall(keyword, after: before)
        } else if token.kind == .word || token.isPunctuator("{") || token.isPunctuator("*") {
            scanClause()
        }
    }

    private mutating func scanExport() {
        guard let token = peek() else { return }
        if !token.isPunctuator(":") { isModule = true }
        if token.isPunctuator("{") || token.isPunctuator("*") {
            scanClause()
        } else if token.isWord("type") {
            _ = advance()
            guard let next = peek(), next.isPunctuator("{") || next.isPunctuator("*") else { return }
            scanClause(isTypesOnly: true)
        }
    }

    /// Reads what is imported or exported up to `from "name"`; stops where no such clause can go on.
    private mutating func scanClause(isTypesOnly: Bool = false) {
        var clause: [JavaScriptToken] = []
        while let token = peek(), Self.mayStandInClause(token) {
            _ = advance()
            if token.isWord("from"), let name = peek(), name.kind == .string {
                guard !isTypesOnly, !beginsWithType(clause) else { return }
                return note(name, isTypeScript && namesOnlyTypes(clause) ? .possiblyTypesOnly : .certain)
            }
            clause.append(token)
            // `export { a }` ends here unless `from` follows.
            if token.isPunctuator("}"), peek()?.isWord("from") != true { return }
        }
    }

    private static func mayStandInClause(_ token: JavaScriptToken) -> Bool {
        switch token.kind {
        case .word, .string: true
        case .punctuator: ["{", "}", ",", "*"].contains(token.text)
        default: false
        }
    }

    /// `import type X from`, but not `import type from` nor `import type, { X } from`.
    private func beginsWithType(_ clause: [JavaScriptToken]) -> Bool {
        isTypeScript && clause.count > 1 && clause[0].isWord("type") && !clause[1].isPunctuator(",")
    }

    /// `import { type A, type B } from`: some compilers remove it, others keep the bare import.
    private func namesOnlyTypes(_ clause: [JavaScriptToken]) -> Bool {
        guard clause.first?.isPunctuator("{") == true, clause.last?.isPunctuator("}") == true else { return false }
        let names = clause.dropFirst().dropLast().split { $0.isPunctuator(",") }
        return !names.isEmpty
            && names.allSatisfy { name in
                name.count > 1 && name[name.startIndex].isWord("type") && !name[name.startIndex + 1].isWord("as")
            }
    }

    private mutating func scanCall(_ keyword: JavaScriptToken, after before: JavaScriptToken?) {
        _ = advance()
        guard let argument = peek(), !argument.isPunctuator(")") else { return }
        if argument.kind == .string {
            _ = advance()
            if let end = peek(), end.isPunctuator(")") || end.isPunctuator(",") {
                let isType = isTypeScript && before.map(Self.mayPrecedeType) == true
                return note(argument, isType ? .possiblyTypesOnly : .certain)
            }
        }
        computed.append(cursor.position(ofByte: keyword.range.lowerBound, in: source))
    }

    /// In TypeScript `import("x")` after these may be a type: `let a: import("x").A`.
    private static func mayPrecedeType(_ token: JavaScriptToken) -> Bool {
        [":", "|", "&", "<", "typeof", "keyof", "extends", "implements", "as", "satisfies"].contains(token.text)
    }
}
