/// What is stored under a key.
public struct KVEntry: Sendable, Hashable {
    public let value: [UInt8]
    /// JSON text.
    public let metadata: String?
    /// The first second since 1970 at which the pair is gone.
    public let expiration: Int?

    public init(value: [UInt8], metadata: String?, expiration: Int?) {
        self.value = value
        self.metadata = metadata
        self.expiration = expiration
    }
}
