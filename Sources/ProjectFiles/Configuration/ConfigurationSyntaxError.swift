/// Why a text is no TOML, JSONC or YAML.
struct ConfigurationSyntaxError: Error, Hashable {
    let reason: String
    let position: TextPosition
}
