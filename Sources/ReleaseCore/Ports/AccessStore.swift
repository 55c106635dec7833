public import FoundationEssentials
public import ReleaseModel

/// Where tokens and remembered answers live; neither makes revisions.
public protocol AccessStore: Sendable {
    func insert(_ token: AccessToken) async throws(ReleaseError)
    /// Makes an account together with its first token.
    ///
    /// Throws ``ReleaseError/accountExists(_:)``, and ``ReleaseError/tooManyAccounts(limit:)`` where there are
    /// ``TokenIssuer/maximumAccounts`` already.
    func insert(_ account: Account, with token: AccessToken) async throws(ReleaseError)
    func token(hash: Digest) async throws(ReleaseError) -> AccessToken?
    func tokens(of account: Account.ID, page: PageRequest) async throws(ReleaseError) -> Page<AccessToken>
    /// Revokes a token; returns whether there was one to revoke.
    func revokeToken(_ id: AccessToken.ID, at: Date) async throws(ReleaseError) -> Bool

    /// What is set of an account; `nil` where nobody has set it.
    func state(of setting: AccountSetting, account: Account.ID) async throws(ReleaseError) -> AccountSetting.State?
    /// Sets something of an account, durably.
    func set(
        _ setting: AccountSetting,
        to state: AccountSetting.State,
        account: Account.ID
    ) async throws(ReleaseError)

    /// Reserves an idempotency key before its request is carried out.
    func reserve(_ key: IdempotencyKey, at: Date) async throws(ReleaseError) -> IdempotencyReservation
    /// Remembers the answer of a reserved request.
    func remember(_ answer: RememberedAnswer, for key: IdempotencyKey) async throws(ReleaseError)
    /// Frees a key whose request was not carried out; one whose request was, but has no answer, stays used.
    func release(_ key: IdempotencyKey) async throws(ReleaseError)
}

/// A repeatable request: the client's key within one principal and route.
public struct IdempotencyKey: Sendable, Hashable {
    /// The longest key a client may choose, in bytes.
    public static let maximumLength = 255
    /// How long an answer is remembered.
    public static let retention: Duration = .seconds(24 * 3600)

    public let principal: AccessToken.ID
    /// Method and path.
    public let route: String
    public let key: String
    public let bodyDigest: Digest

    public init(principal: AccessToken.ID, route: String, key: String, bodyDigest: Digest) {
        self.principal = principal
        self.route = route
        self.key = key
        self.bodyDigest = bodyDigest
    }
}

/// What a store found under an idempotency key.
public enum IdempotencyReservation: Sendable, Hashable {
    /// Nothing: the request may be carried out.
    case fresh
    /// The same request is being carried out at this moment.
    case inProgress
    /// The same request was answered before.
    case answered(RememberedAnswer)
    /// The same request was carried out by this revision, but what would have answered it failed or died.
    case carriedOut(Revision)
    /// Another body was sent under this key.
    case differs
}

/// The answer of a request that may be repeated.
public struct RememberedAnswer: Sendable, Hashable {
    public let status: Int
    public let contentType: String
    public let body: [UInt8]

    public init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}
