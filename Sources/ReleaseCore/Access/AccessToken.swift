public import FoundationEssentials
public import ReleaseModel

/// A bearer token, known to the store by its hash alone.
public struct AccessToken: Sendable, Hashable {
    public typealias ID = Identifier<AccessToken>

    public let id: ID
    public let account: Account.ID
    /// Whom it was made for; this is the author of what it does.
    public let owner: String
    public let scopes: Set<Scope>
    /// SHA-256 of the secret.
    public let hash: Digest
    public let createdAt: Date
    public let expiresAt: Date?
    public let revokedAt: Date?

    public init(
        id: ID,
        account: Account.ID,
        owner: String,
        scopes: Set<Scope>,
        hash: Digest,
        createdAt: Date,
        expiresAt: Date? = nil,
        revokedAt: Date? = nil
    ) {
        self.id = id
        self.account = account
        self.owner = owner
        self.scopes = scopes
        self.hash = hash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    /// What a token may do.
    ///
    /// `admin` includes all the others; each of the others includes `read`. What workers log needs a scope of its own,
    /// because it may hold what their users sent.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        case read
        case readLogs = "read-logs"
        case upload, deploy, admin
    }

    public func allows(_ scope: Scope) -> Bool {
        scopes.contains(.admin) || scopes.contains(scope) || (scope == .read && !scopes.isEmpty)
    }

    public func isValid(at now: Date) -> Bool {
        guard revokedAt == nil else { return false }
        guard let expiresAt else { return true }
        return now < expiresAt
    }
}
