/// A piece of JavaScript or TypeScript, as far as finding imports needs it.
struct JavaScriptToken: Hashable {
    let kind: Kind
    /// The bytes of the file that it covers.
    let range: Range<Int>
    /// The text of a word or punctuator, the decoded value of a string; empty for the rest.
    let text: String

    enum Kind: Hashable {
        case word
        /// A string, or a template without substitutions.
        case string
        /// A part of a template that has substitutions.
        case template
        case number
        case regularExpression
        case punctuator
    }

    func isWord(_ word: String) -> Bool { kind == .word && text == word }

    func isPunctuator(_ punctuator: String) -> Bool { kind == .punctuator && text == punctuator }

    /// Whether the word after it is the name of a property, whatever that word is.
    var isMemberAccess: Bool { isPunctuator(".") || isPunctuator("?.") }
}
