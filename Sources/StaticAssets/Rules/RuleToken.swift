/// A part of the text of a rule: what stands for itself, and what stands for a part of the request.
enum RuleToken: Sendable, Hashable {
    case literal([UInt8])
    /// `:name`: a letter, then letters, digits and underscores.
    case placeholder(String)
    /// `*`
    case splat

    /// The name under which templates use what a splat matched.
    static let splatName = "splat"

    /// Takes a text apart, such as `/blog/:year/*`.
    static func read(_ text: some StringProtocol) -> [RuleToken] {
        var tokens: [RuleToken] = []
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let name = byte == UInt8(ascii: ":") && rest.first.map(isLetter) == true ? rest.prefix(while: isNamed) : []
            guard byte == UInt8(ascii: "*") || !name.isEmpty else {
                literal.append(byte)
                continue
            }
            if !literal.isEmpty { tokens.append(.literal(literal)) }
            literal = []
            tokens.append(name.isEmpty ? .splat : .placeholder(String(decoding: name, as: UTF8.self)))
            rest = rest.dropFirst(name.count)
        }
        return literal.isEmpty ? tokens : tokens + [.literal(literal)]
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isNamed(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
}
