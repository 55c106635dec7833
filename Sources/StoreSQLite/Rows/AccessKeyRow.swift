import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// An access key as it is stored, and its place in the order in which keys were made.
struct AccessKeyRow: StoredRow {
    static let table = "access_key"
    static let columns = "sequence, id, account, owner, scopes, key, sealed, created_at, revoked_at"

    let sequence: Int
    let key: AccessKey
    private let sealed: SealedText

    init(_ row: inout Row) throws(StoreFailure) {
        sequence = try row.integer()
        guard let id = AccessKey.ID(try row.text()) else { throw row.corrupt }
        let account: Account.ID = try row.identifier()
        let owner = try row.text()
        guard let scopes = Set<AccessToken.Scope>(stored: try row.text()) else { throw row.corrupt }
        sealed = SealedText(key: try row.text(), bytes: try row.bytes())
        key = AccessKey(
            id: id,
            account: account,
            owner: owner,
            scopes: scopes,
            createdAt: try row.date(),
            revokedAt: try row.optionalDate()
        )
    }

    /// Opens the secret.
    func opened(_ keys: KeyRing) throws(ReleaseError) -> OpenedAccessKey {
        let place = AccessKeyPlace(key)
        do throws(KeyRing.Refusal) {
            return OpenedAccessKey(key, secret: try keys.open(sealed, at: place))
        } catch {
            switch error {
            case .keyMissing: throw .accessKeyUnreadable(key.id)
            case .forged: throw .storeCorrupt(what: place.description, cause: "it was not sealed here")
            }
        }
    }
}

extension Connection {
    func accessKey(_ id: AccessKey.ID) throws(StoreFailure) -> AccessKeyRow? {
        try first("WHERE id = ?1", id.text)
    }

    func insert(_ key: AccessKey, _ sealed: SealedText) throws(StoreFailure) {
        try run(
            """
            INSERT INTO access_key (id, account, owner, scopes, key, sealed, created_at, revoked_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            key.id.text,
            key.account,
            key.owner,
            key.scopes.stored,
            sealed.key,
            sealed.bytes,
            key.createdAt,
            key.revokedAt
        )
    }
}
