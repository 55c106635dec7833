/// Labelled values, one a line, in one column; a value that is absent is left out.
struct FieldList: Sendable {
    private(set) var fields: [(label: String, value: TerminalText)] = []

    mutating func add(_ label: String, _ value: TerminalText?) {
        guard let value else { return }
        fields.append((label, value))
    }

    /// Adds a string from outside.
    mutating func add(text label: String, _ untrusted: String?) {
        add(label, untrusted.map { TerminalText($0) })
    }

    var lines: [TerminalText] {
        let width = fields.map { DisplayWidth.of($0.label) }.max() ?? 0
        return fields.map { field in
            let space = String(repeating: " ", count: width - DisplayWidth.of(field.label))
            return "  \(field.label, .faint)\(space)  \(field.value)"
        }
    }
}
