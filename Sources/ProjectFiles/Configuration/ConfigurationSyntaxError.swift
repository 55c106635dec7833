/// Why a text is no TOML or JSONC.
struct ConfigurationSyntaxError: Error, Hashable {
    let reason: String
    let position: TextPosition
}
