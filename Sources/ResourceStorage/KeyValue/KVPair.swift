/// A key and its value on their way in.
public struct KVPair: Sendable, Hashable {
    public let key: KVKey
    public let value: [UInt8]
    /// JSON text; `null` is the same as none.
    public let metadata: String?
    public let expiration: KVExpiration?

    /// Refuses what is larger than ``KVLimit/valueBytes`` or ``KVLimit/metadataBytes``.
    public init(
        key: KVKey,
        value: [UInt8],
        metadata: String? = nil,
        expiration: KVExpiration? = nil
    ) throws(ResourceError) {
        try KVLimit.valueBytes.admit(value.count)
        try KVLimit.metadataBytes.admit(metadata?.utf8.count ?? 0)
        self.key = key
        self.value = value
        self.metadata = metadata == "null" ? nil : metadata
        self.expiration = expiration
    }

    /// What the pair counts in a bulk write.
    var byteCount: Int {
        key.text.utf8.count + value.count + (metadata?.utf8.count ?? 0)
    }
}
