/// A key of a KV namespace with what can be said of it without its value.
public struct WireKey: Codable, Sendable, Hashable {
    public let name: String
    /// The first second since 1970 at which the pair is gone.
    public let expiration: Int?
    /// A JSON document as text.
    public let metadata: String?

    public init(name: String, expiration: Int? = nil, metadata: String? = nil) {
        self.name = name
        self.expiration = expiration
        self.metadata = metadata
    }
}

/// A key of a KV namespace with its value.
public struct WirePair: Codable, Sendable, Hashable {
    public let key: String
    public let value: String
    /// Whether the value is base64 (RFC 4648, section 4), as one that is no text must be.
    public let base64: Bool?
    /// The first second since 1970 at which the pair is gone.
    public let expiration: Int?
    /// How long the pair lives, in seconds from its writing on; comes before `expiration`, and never in answers.
    public let ttl: Int?
    /// A JSON document as text.
    public let metadata: String?

    public init(
        key: String,
        value: String,
        base64: Bool? = nil,
        expiration: Int? = nil,
        ttl: Int? = nil,
        metadata: String? = nil
    ) {
        self.key = key
        self.value = value
        self.base64 = base64
        self.expiration = expiration
        self.ttl = ttl
        self.metadata = metadata
    }
}

/// A request to write pairs, in their order.
public struct WirePairsRequest: Codable, Sendable {
    public let pairs: [WirePair]

    public init(pairs: [WirePair]) {
        self.pairs = pairs
    }
}

/// A request about several keys.
public struct WireKeysRequest: Codable, Sendable {
    public let keys: [String]

    public init(keys: [String]) {
        self.keys = keys
    }
}
