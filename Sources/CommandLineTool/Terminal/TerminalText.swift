/// Text that is safe to show on a terminal.
///
/// What is written in the source is trusted. Every string that is interpolated comes from a server or a file, so its
/// control and bidirectional characters are escaped; there is no other way in.
struct TerminalText: Sendable, Hashable {
    /// A stretch of one style.
    struct Span: Sendable, Hashable {
        let text: String
        let style: TextStyle?
    }

    private(set) var spans: [Span] = []

    /// Takes a string from outside.
    init(_ untrusted: String, _ style: TextStyle? = nil) {
        append(EscapedText.of(untrusted), style)
    }

    /// Takes a line of somebody's file, in which tabs may stay.
    init(sourceLine: some StringProtocol, _ style: TextStyle? = nil) {
        append(EscapedText.of(sourceLine, sparing: ["\t"]), style)
    }

    /// The characters alone.
    var plain: String { spans.map(\.text).joined() }

    /// In terminal cells.
    var width: Int { DisplayWidth.of(plain) }

    func rendered(inColor: Bool) -> String {
        guard inColor else { return plain }
        return spans.map { span in
            span.style.map { "\($0.start)\(span.text)\(TextStyle.end)" } ?? span.text
        }.joined()
    }

    static func + (left: Self, right: Self) -> Self {
        var joined = left
        joined.spans += right.spans
        return joined
    }

    /// Returns the same characters, in this style wherever they had none.
    func styled(_ style: TextStyle?) -> Self {
        var styled = self
        styled.spans = spans.map { Span(text: $0.text, style: $0.style ?? style) }
        return styled
    }

    private mutating func append(_ safe: String, _ style: TextStyle?) {
        guard !safe.isEmpty else { return }
        spans.append(Span(text: safe, style: style))
    }
}

extension TerminalText: ExpressibleByStringInterpolation {
    init(stringLiteral trusted: String) {
        append(trusted, nil)
    }

    init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.text
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text: TerminalText = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ trusted: String) {
            text.append(trusted, nil)
        }

        mutating func appendInterpolation(_ untrusted: some StringProtocol, _ style: TextStyle? = nil) {
            text.append(EscapedText.of(untrusted), style)
        }

        mutating func appendInterpolation(_ inner: TerminalText, _ style: TextStyle? = nil) {
            text = text + inner.styled(style)
        }

        mutating func appendInterpolation(_ number: Int, _ style: TextStyle? = nil) {
            text.append(String(number), style)
        }
    }
}

extension Sequence<TerminalText> {
    func joined(separator: TerminalText) -> TerminalText {
        var joined: TerminalText = ""
        for (index, text) in enumerated() {
            joined = index == 0 ? text : joined + separator + text
        }
        return joined
    }
}
