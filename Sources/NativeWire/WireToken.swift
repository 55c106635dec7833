/// A token as lists show it; the secret is told once, at creation.
public struct WireToken: Codable, Sendable {
    public let id: String
    public let owner: String
    public let scopes: [String]
    public let createdAt: String
    public let expiresAt: String?
    public let revokedAt: String?

    public init(
        id: String,
        owner: String,
        scopes: [String],
        createdAt: String,
        expiresAt: String?,
        revokedAt: String?
    ) {
        self.id = id
        self.owner = owner
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}

public struct WireTokenRequest: Codable, Sendable {
    public let owner: String
    /// Of `read`, `read-logs`, `upload`, `deploy`, `admin`.
    public let scopes: [String]
    public let expiresInSeconds: Int?

    public init(owner: String, scopes: [String], expiresInSeconds: Int? = nil) {
        self.owner = owner
        self.scopes = scopes
        self.expiresInSeconds = expiresInSeconds
    }
}

public struct WireCreatedToken: Codable, Sendable {
    public let token: WireToken
    /// Shown this once.
    public let secret: String

    public init(token: WireToken, secret: String) {
        self.token = token
        self.secret = secret
    }
}
