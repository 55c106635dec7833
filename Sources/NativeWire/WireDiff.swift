/// What differs between two versions.
public struct WireDiff: Codable, Sendable {
    public let from: Int
    public let to: Int
    public let identical: Bool
    public let configuration: [WireConfigurationChange]
    public let files: [WireFileChange]

    public init(
        from: Int,
        to: Int,
        identical: Bool,
        configuration: [WireConfigurationChange],
        files: [WireFileChange]
    ) {
        self.from = from
        self.to = to
        self.identical = identical
        self.configuration = configuration
        self.files = files
    }
}

public struct WireConfigurationChange: Codable, Sendable {
    /// `main`, `compatibility_date`, `compatibility_flags`, or `binding NAME`.
    public let field: String
    public let from: String?
    public let to: String?

    public init(field: String, from: String?, to: String?) {
        self.field = field
        self.from = from
        self.to = to
    }
}

public struct WireFileChange: Codable, Sendable {
    public let name: String
    /// `added`, `removed` or `changed`.
    public let change: String
    public let from: WireModule?
    public let to: WireModule?

    public init(name: String, change: String, from: WireModule?, to: WireModule?) {
        self.name = name
        self.change = change
        self.from = from
        self.to = to
    }
}
