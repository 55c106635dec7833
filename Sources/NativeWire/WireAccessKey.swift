/// An access key as lists show it; the secret is told once, at creation.
public struct WireAccessKey: Codable, Sendable {
    public let id: String
    public let owner: String
    public let scopes: [String]
    public let createdAt: String
    public let revokedAt: String?

    public init(id: String, owner: String, scopes: [String], createdAt: String, revokedAt: String?) {
        self.id = id
        self.owner = owner
        self.scopes = scopes
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}

public struct WireAccessKeyRequest: Codable, Sendable {
    public let owner: String
    /// Of `read`, `read-logs`, `upload`, `deploy`, `admin`.
    public let scopes: [String]

    public init(owner: String, scopes: [String]) {
        self.owner = owner
        self.scopes = scopes
    }
}

/// A new access key, with all that a client is set up with.
public struct WireCreatedAccessKey: Codable, Sendable {
    public let id: String
    /// Shown this once.
    public let secret: String
    /// The account's id, 32 hexadecimal digits.
    public let account: String
    public let owner: String
    public let scopes: [String]
    public let createdAt: String

    public init(_ key: WireAccessKey, secret: String, account: String) {
        id = key.id
        self.secret = secret
        self.account = account
        owner = key.owner
        scopes = key.scopes
        createdAt = key.createdAt
    }
}
