/// A value of a configuration file, and where it stands.
///
/// TOML, JSONC and YAML all become this, so that every rule about fields is written once.
struct ConfigurationNode: Hashable {
    let value: Value
    let position: TextPosition

    indirect enum Value: Hashable {
        case string(String)
        /// A number as JSON writes it: nothing is lost between the file and the worker.
        case number(String)
        case boolean(Bool)
        case null
        case array([ConfigurationNode])
        case table(ConfigurationTable)
    }

    /// What to call the value in an error.
    var kind: String {
        switch value {
        case .string: "a string"
        case .number: "a number"
        case .boolean: "a boolean"
        case .null: "null"
        case .array: "an array"
        case .table: "a table"
        }
    }
}
