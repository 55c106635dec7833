/// A secret's text as it is stored.
public struct SealedText: Sendable, Hashable {
    /// The identity of the key that sealed it; see ``KeyRing``.
    public let key: String
    public let bytes: [UInt8]

    public init(key: String, bytes: [UInt8]) {
        self.key = key
        self.bytes = bytes
    }
}
