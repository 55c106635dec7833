import ReleaseModel

/// A variable from the command line: `NAME:VALUE`.
struct VariableBinding: Sendable, Hashable {
    let name: String
    let value: String

    /// Splits at the first colon; the value may be empty and hold more of them.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        name = String(text[..<colon])
        value = String(text[colon...].dropFirst())
        guard Binding.isWellFormed(name) else { return nil }
    }
}

extension ValueReader where Value == VariableBinding {
    static let variable = ValueReader("NAME:VALUE, with a name as in JavaScript") { VariableBinding($0) }
}
