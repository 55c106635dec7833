/// Whose token a request carries, and of which account.
public struct WireIdentity: Codable, Sendable {
    /// The token's; its secret is told nowhere.
    public let id: String
    public let owner: String
    public let scopes: [String]
    /// RFC 3339, UTC, milliseconds.
    public let createdAt: String
    public let expiresAt: String?
    /// The account's name.
    public let account: String
    /// 32 hexadecimal digits.
    public let accountId: String

    public init(_ token: WireToken, account: String, accountId: String) {
        id = token.id
        owner = token.owner
        scopes = token.scopes
        createdAt = token.createdAt
        expiresAt = token.expiresAt
        self.account = account
        self.accountId = accountId
    }
}
