/// A binding of a type that nothing here runs.
public struct UnsupportedBinding: Sendable, Hashable {
    public let name: String
    /// As Cloudflare's API calls it: `r2_bucket`.
    public let type: String
    /// What the configuration says of it, as JSON.
    public let document: String
    /// The path of the key, such as `d1_databases[0]`.
    public let path: String
    public let place: SourcePlace
}
