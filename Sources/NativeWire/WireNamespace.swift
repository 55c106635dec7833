/// A KV namespace, as lists and views show it.
public struct WireNamespace: Codable, Sendable {
    /// 32 hexadecimal digits, as configurations have them.
    public let id: String
    public let title: String
    /// RFC 3339, UTC, milliseconds.
    public let createdAt: String

    public init(id: String, title: String, createdAt: String) {
        self.id = id
        self.title = title
        self.createdAt = createdAt
    }
}

/// A request to make or to rename a KV namespace.
public struct WireNamespaceRequest: Codable, Sendable {
    /// 1 to 512 characters, unique in the account.
    public let title: String

    public init(title: String) {
        self.title = title
    }
}

/// The answer to a change of a resource, which makes no revision: it is durable.
public struct WireResourceChange: Codable, Sendable {
    /// What is written or gone, in words.
    public let changed: String
    /// How many keys it was about; absent where that is not known.
    public let keys: Int?

    public init(changed: String, keys: Int? = nil) {
        self.changed = changed
        self.keys = keys
    }
}
