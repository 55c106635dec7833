/// A part of a list.
public struct WireList<Item: Codable & Sendable>: Codable, Sendable {
    public let items: [Item]
    /// Pass it as `?cursor=` for the next part; absent at the end.
    public let cursor: String?

    public init(items: [Item], cursor: String? = nil) {
        self.items = items
        self.cursor = cursor
    }
}
