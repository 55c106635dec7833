/// A part of the keys of a namespace, in order.
public struct KeyValuePage: Sendable, Hashable {
    public let keys: [ListedKey]
    /// Where the next page begins; nil at the end.
    public let cursor: String?

    public init(keys: [ListedKey], cursor: String?) {
        self.keys = keys
        self.cursor = cursor
    }

    public struct ListedKey: Sendable, Hashable, Encodable {
        public let name: String
        /// In seconds since 1970.
        public let expiration: Int?
        /// A JSON document.
        public let metadata: String?

        public init(name: String, expiration: Int? = nil, metadata: String? = nil) {
            self.name = name
            self.expiration = expiration
            self.metadata = metadata
        }
    }
}
