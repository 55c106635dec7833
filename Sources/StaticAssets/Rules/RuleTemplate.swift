/// A text of a rule that repeats parts of the request, such as `/news/:year/:splat`.
struct RuleTemplate: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case literal(String)
        case variable(String)
    }

    private let parts: [Part]

    init(_ text: some StringProtocol) {
        parts = RuleToken.read(text).map { token in
            switch token {
            case .literal(let bytes): .literal(String(decoding: bytes, as: UTF8.self))
            case .placeholder(let name): .variable(name)
            case .splat: .literal("*")
            }
        }
    }

    /// Returns the text with what was captured put in; a name that nothing was captured for stays as it is.
    func filled(with captures: RuleCaptures) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .literal(let literal): text += literal
            case .variable(let name): text += captures[name] ?? ":" + name
            }
        }
    }
}

/// What the placeholders and the splat of a rule stood for, by name.
typealias RuleCaptures = [String: String]
