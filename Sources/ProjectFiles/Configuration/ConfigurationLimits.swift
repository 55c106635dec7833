/// Bounds of a configuration file, of any syntax.
enum ConfigurationLimits {
    /// The longest file in bytes.
    static let length = 1 << 20
    /// The most levels of tables and arrays, and the most parts of a dotted key.
    static let depth = 64
    /// The most values of all levels together.
    static let values = 100_000
    /// The most bytes of all texts together, once aliases and placeholders are written out.
    static let expandedLength = 4 << 20
}
