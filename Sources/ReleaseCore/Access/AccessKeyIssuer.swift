public import FoundationEssentials
public import ReleaseModel

/// Makes and revokes access keys; a secret is told once, and kept to verify signatures alone.
public struct AccessKeyIssuer: Sendable {
    /// The letters and digits of a secret: 238 bits.
    public static let secretLength = 40

    private let keys: any AccessKeyStore
    private let now: @Sendable () -> Date
    private let randomBytes: @Sendable (Int) -> [UInt8]

    /// `randomBytes` returns as many bytes of cryptographic quality as it is asked for.
    public init(
        keys: any AccessKeyStore,
        now: @escaping @Sendable () -> Date,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.keys = keys
        self.now = now
        self.randomBytes = randomBytes
    }

    /// Makes a key, which is good until it is revoked.
    public func issue(
        to owner: String,
        scopes: Set<AccessToken.Scope>,
        account: Account.ID
    ) async throws(ReleaseError) -> OpenedAccessKey {
        try TokenIssuer.check(owner, of: "access key")
        let key = AccessKey(
            id: .make(randomBytes: randomBytes),
            account: account,
            owner: owner,
            scopes: scopes,
            createdAt: Date(timeIntervalSince1970: (now().timeIntervalSince1970 * 1_000).rounded(.down) / 1_000)
        )
        let secret = Alphanumeric.text(length: Self.secretLength, randomBytes: randomBytes)
        let opened = OpenedAccessKey(key, secret: secret)
        try await keys.insert(opened)
        return opened
    }

    /// Revokes a key of an account: nothing that is signed with it passes from then on.
    public func revoke(_ id: AccessKey.ID, account: Account.ID) async throws(ReleaseError) {
        guard try await keys.revokeAccessKey(id, of: account, at: now()) else {
            throw .accessKeyNotFound(id.description)
        }
    }
}
