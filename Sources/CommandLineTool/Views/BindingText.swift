import NativeWire

/// A binding's value on one line.
enum BindingText {
    /// The most characters of a value that are shown.
    static let maximumLength = 80

    static func of(_ binding: WireBinding) -> TerminalText {
        guard let value = binding.text else { return "\("(\(binding.type))", .faint)" }
        // As lists of namespaces and configurations write it.
        let text = binding.type == "kv_namespace" ? value.filter { $0 != "-" } : value
        let shown = text.count > maximumLength ? text.prefix(maximumLength) + "…" : text[...]
        return binding.type == "plain_text" ? "\"\(shown)\"" : "\(shown) \("(\(binding.type))", .faint)"
    }
}
