public import ReleaseModel

/// What a configuration says of static files: where they lie, and the rules they are served by.
public struct AssetSettings: Sendable, Hashable {
    /// Absolute.
    public let folder: String
    /// Where the configuration names the folder.
    public let place: SourcePlace
    /// Without the texts of `_headers` and `_redirects`, which lie in the folder.
    public let rules: AssetRules
}
