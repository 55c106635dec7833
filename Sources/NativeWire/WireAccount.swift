/// An account: what owns workloads, resources and tokens.
public struct WireAccount: Codable, Sendable {
    /// 32 hexadecimal digits.
    public let id: String
    public let name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

public struct WireAccountRequest: Codable, Sendable {
    /// 1 to 64 lower-case letters, digits and hyphens.
    public let name: String
    /// Who gets the account's first token.
    public let owner: String

    public init(name: String, owner: String) {
        self.name = name
        self.owner = owner
    }
}

/// A new account with its first token, which may do everything in it.
public struct WireOpenedAccount: Codable, Sendable {
    public let account: WireAccount
    public let token: WireToken
    /// Shown this once.
    public let secret: String

    public init(account: WireAccount, token: WireToken, secret: String) {
        self.account = account
        self.token = token
        self.secret = secret
    }
}
