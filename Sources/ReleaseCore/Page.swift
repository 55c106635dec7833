/// A part of a list, and where the next part begins.
public struct Page<Item: Sendable>: Sendable {
    public let items: [Item]
    /// Names the place behind the last item; `nil` at the end of the list.
    public let next: String?

    public init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }
}

/// Which part of a list is asked for.
public struct PageRequest: Sendable, Hashable {
    public static let defaultLimit = 10
    public static let maximumLimit = 100

    /// In `1 ... maximumLimit`; what is out of it is brought to the nearer end.
    public let limit: Int
    /// ``Page/next`` of the part before; `nil` for the first.
    public let cursor: String?

    public init(limit: Int = PageRequest.defaultLimit, cursor: String? = nil) {
        self.limit = min(max(limit, 1), Self.maximumLimit)
        self.cursor = cursor
    }
}
