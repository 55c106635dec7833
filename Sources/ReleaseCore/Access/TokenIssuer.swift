public import FoundationEssentials
public import ReleaseModel

/// Makes and revokes access tokens; a secret is told once and stored as its hash alone.
public struct TokenIssuer: Sendable {
    /// What every secret begins with, so that scanners for leaked credentials recognize it.
    public static let secretPrefix = "slc_"
    /// The longest owner, in characters.
    public static let maximumOwnerLength = 100
    /// The longest time until a token expires.
    public static let maximumLifetime: Duration = .seconds(10 * 366 * 24 * 3_600)
    /// The most accounts of one server.
    public static let maximumAccounts = 1_000
    /// The most tokens of one account that are looked through for another administrator.
    static let maximumTokens = 10_000

    private let access: any AccessStore
    private let now: @Sendable () -> Date
    private let makeUUID: @Sendable () -> UUID
    private let randomBytes: @Sendable (Int) -> [UInt8]

    /// `randomBytes` returns as many bytes of cryptographic quality as it is asked for.
    public init(
        access: any AccessStore,
        now: @escaping @Sendable () -> Date,
        makeUUID: @escaping @Sendable () -> UUID,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.access = access
        self.now = now
        self.makeUUID = makeUUID
        self.randomBytes = randomBytes
    }

    /// A new token, and the only copy of its secret.
    public struct Issued: Sendable {
        public let token: AccessToken
        public let secret: String
    }

    /// Makes a token; without a lifetime it is valid until it is revoked.
    public func issue(
        to owner: String,
        scopes: Set<AccessToken.Scope>,
        account: Account.ID,
        lifetime: Duration? = nil
    ) async throws(ReleaseError) -> Issued {
        let issued = try make(to: owner, scopes: scopes, account: account, lifetime: lifetime)
        try await access.insert(issued.token)
        return issued
    }

    /// Makes an account, with a token that may do everything in it; neither makes a revision.
    public func openAccount(_ name: String, for owner: String) async throws(ReleaseError) -> (Account, Issued) {
        do {
            try Account.checkName(name)
        } catch {
            throw .invalidName(error, of: "account")
        }
        let account = Account(id: Account.ID(makeUUID()), name: name)
        let scopes = Set(AccessToken.Scope.allCases)
        let issued = try make(to: owner, scopes: scopes, account: account.id, lifetime: nil)
        try await access.insert(account, with: issued.token)
        return (account, issued)
    }

    private func make(
        to owner: String,
        scopes: Set<AccessToken.Scope>,
        account: Account.ID,
        lifetime: Duration?
    ) throws(ReleaseError) -> Issued {
        try Self.check(owner, of: "token")
        let secret = TokenSecret.make(prefix: Self.secretPrefix, randomBytes: randomBytes)
        let createdAt = Date(timeIntervalSince1970: (now().timeIntervalSince1970 * 1_000).rounded(.down) / 1_000)
        let token = AccessToken(
            id: AccessToken.ID(makeUUID()),
            account: account,
            owner: owner,
            scopes: scopes,
            hash: TokenSecret.hash(of: secret),
            createdAt: createdAt,
            expiresAt: lifetime.map { createdAt.addingTimeInterval(TimeInterval($0.components.seconds)) }
        )
        return Issued(token: token, secret: secret)
    }

    /// Revokes a token of an account.
    ///
    /// Throws ``ReleaseError/lastAdminToken`` when nobody could administer the account any more.
    public func revoke(_ id: AccessToken.ID, account: Account.ID) async throws(ReleaseError) {
        let moment = now()
        let tokens = try await validTokens(of: account, at: moment)
        guard let token = tokens.first(where: { $0.id == id }) else { throw .tokenNotFound(id.description) }
        let isReplaceable = tokens.contains { $0.id != id && $0.scopes.contains(.admin) }
        guard isReplaceable || !token.scopes.contains(.admin) else { throw .lastAdminToken }
        guard try await access.revokeToken(id, at: moment) else { throw .tokenNotFound(id.description) }
    }

    /// Checks whom something that authorises is made for.
    static func check(_ owner: String, of what: String) throws(ReleaseError) {
        guard !owner.isEmpty else {
            throw .invalidName(InvalidName(name: owner, problem: .empty), of: "\(what) owner")
        }
        // Scalars, since one `Character` may be of any length.
        let count = owner.unicodeScalars.count
        guard count <= maximumOwnerLength else {
            throw .textTooLong(field: "owner", count: count, limit: maximumOwnerLength)
        }
        guard owner.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw .invalidName(InvalidName(name: owner, problem: .forbiddenCharacter), of: "\(what) owner")
        }
    }

    private func validTokens(of account: Account.ID, at moment: Date) async throws(ReleaseError) -> [AccessToken] {
        var tokens: [AccessToken] = []
        var seen = 0
        var cursor: String?
        repeat {
            let request = PageRequest(limit: PageRequest.maximumLimit, cursor: cursor)
            let page = try await access.tokens(of: account, page: request)
            seen += page.items.count
            tokens += page.items.filter { $0.isValid(at: moment) }
            cursor = page.next
        } while cursor != nil && seen < Self.maximumTokens
        return tokens
    }
}
