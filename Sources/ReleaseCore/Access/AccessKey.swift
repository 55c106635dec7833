public import FoundationEssentials
public import ReleaseModel

/// A pair of an identity, which requests name, and a secret, which signs them and which they never carry.
///
/// It may do what a token with its scopes may. Other than a token's, its secret is kept, sealed: whoever checks a
/// signature has to compute it.
public struct AccessKey: Sendable, Hashable {
    public let id: ID
    public let account: Account.ID
    /// Whom it was made for; this is the author of what it does.
    public let owner: String
    public let scopes: Set<AccessToken.Scope>
    public let createdAt: Date
    public let revokedAt: Date?

    public init(
        id: ID,
        account: Account.ID,
        owner: String,
        scopes: Set<AccessToken.Scope>,
        createdAt: Date,
        revokedAt: Date? = nil
    ) {
        self.id = id
        self.account = account
        self.owner = owner
        self.scopes = scopes
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }

    public func allows(_ scope: AccessToken.Scope) -> Bool {
        scopes.contains(.admin) || scopes.contains(scope) || (scope == .read && !scopes.isEmpty)
    }

    public var isRevoked: Bool { revokedAt != nil }

    /// What requests call a key.
    ///
    /// Ours are ``prefix`` and ``length`` letters and digits. Clients of the vendor's take any text, but one that begins
    /// with `STS` for a temporary key.
    public struct ID: Sendable, Hashable {
        public static let prefix = "LTAI"
        /// The characters behind the prefix, of which nobody can guess one of another account: 119 bits.
        public static let length = 20
        /// The longest text that is taken for an identity, in bytes.
        public static let maximumLength = 128

        public let text: String

        /// Reads 1 to ``maximumLength`` letters and digits; `nil` for any other text.
        public init?(_ text: some StringProtocol) {
            guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy(Alphanumeric.isDigit) else {
                return nil
            }
            self.text = String(text)
        }

        /// `randomBytes` returns as many bytes of cryptographic quality as it is asked for.
        static func make(randomBytes: (Int) -> [UInt8]) -> ID {
            ID(checked: prefix + Alphanumeric.text(length: length, randomBytes: randomBytes))
        }

        private init(checked text: String) {
            self.text = text
        }
    }
}

extension AccessKey.ID: CustomStringConvertible {
    public var description: String { text }
}
