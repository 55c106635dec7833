import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A token and its place in the order in which tokens were made.
struct TokenRow: StoredRow {
    static let table = "token"
    static let columns = "sequence, id, account, owner, scopes, hash, created_at, expires_at, revoked_at"

    let sequence: Int
    let token: AccessToken

    init(_ row: inout Row) throws(StoreFailure) {
        sequence = try row.integer()
        let id: AccessToken.ID = try row.identifier()
        let account: Account.ID = try row.identifier()
        let owner = try row.text()
        guard let scopes = Set<AccessToken.Scope>(stored: try row.text()) else { throw row.corrupt }
        token = AccessToken(
            id: id,
            account: account,
            owner: owner,
            scopes: scopes,
            hash: try row.digest(),
            createdAt: try row.date(),
            expiresAt: try row.optionalDate(),
            revokedAt: try row.optionalDate()
        )
    }
}

extension Connection {
    func insert(_ token: AccessToken) throws(StoreFailure) {
        try run(
            """
            INSERT INTO token (id, account, owner, scopes, hash, created_at, expires_at, revoked_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            token.id,
            token.account,
            token.owner,
            token.scopes.stored,
            token.hash,
            token.createdAt,
            token.expiresAt,
            token.revokedAt
        )
    }
}
