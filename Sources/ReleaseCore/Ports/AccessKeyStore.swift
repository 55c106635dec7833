public import FoundationEssentials
public import ReleaseModel

/// Where access keys live, their secrets sealed; none of this makes revisions.
public protocol AccessKeyStore: Sendable {
    /// Keeps a new key with its secret, durably.
    func insert(_ key: OpenedAccessKey) async throws(ReleaseError)

    /// Returns a key with its secret, also one that was revoked; `nil` when there is none of that identity.
    ///
    /// Throws ``ReleaseError/accessKeyUnreadable(_:)`` when what sealed its secret is not at hand, and
    /// ``ReleaseError/storeCorrupt(what:cause:)`` when what is stored was not sealed for it.
    func accessKey(_ id: AccessKey.ID) async throws(ReleaseError) -> OpenedAccessKey?

    /// Returns an account's keys, newest first.
    func accessKeys(of account: Account.ID, page: PageRequest) async throws(ReleaseError) -> Page<AccessKey>

    /// Revokes a key of an account; returns whether there was one to revoke.
    func revokeAccessKey(_ id: AccessKey.ID, of account: Account.ID, at: Date) async throws(ReleaseError) -> Bool
}
