/// One page of a namespace's keys, ordered by their bytes.
public struct KVListing: Sendable, Hashable {
    public let keys: [ListedKey]
    /// Where the next page begins; `nil` at the end of the list.
    ///
    /// A page can be empty although there is a next one: so many pairs may have expired since the last sweep.
    public let cursor: String?

    public var isComplete: Bool { cursor == nil }

    /// A key with what can be said of its pair without reading the value.
    public struct ListedKey: Sendable, Hashable {
        public let key: KVKey
        /// The first second since 1970 at which the pair is gone.
        public let expiration: Int?
        /// JSON text.
        public let metadata: String?
    }
}
