import NativeWire

/// A binding's value on one line.
enum BindingText {
    /// The most characters of a value that are shown.
    static let maximumLength = 80

    static func of(_ binding: WireBinding) -> TerminalText {
        guard let text = binding.text else { return "\("(\(binding.type))", .faint)" }
        let shown = text.count > maximumLength ? text.prefix(maximumLength) + "…" : text[...]
        return binding.type == "plain_text" ? "\"\(shown)\"" : "\(shown) \("(\(binding.type))", .faint)"
    }
}
