/// What is stored under a key of a namespace.
public struct KeyValueEntry: Sendable, Hashable {
    public let value: [UInt8]
    /// A JSON document.
    public let metadata: String?

    public init(value: [UInt8], metadata: String? = nil) {
        self.value = value
        self.metadata = metadata
    }
}
