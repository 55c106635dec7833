public import FoundationEssentials
public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

extension SQLiteStore: AccessStore {
    public func insert(_ token: AccessToken) async throws(ReleaseError) {
        try await writer.write("insert token") { (connection) throws(StoreFailure) in
            try connection.insert(token)
        }
    }

    public func insert(_ account: Account, with token: AccessToken) async throws(ReleaseError) {
        try await writer.write("insert account") { (connection) throws(StoreFailure) in
            let limit = TokenIssuer.maximumAccounts
            guard try connection.integer("SELECT COUNT(*) FROM account") ?? 0 < limit else {
                throw .refused(ReleaseError.tooManyAccounts(limit: limit))
            }
            guard try connection.integer("SELECT 1 FROM account WHERE name = ?1", account.name) == nil else {
                throw .refused(ReleaseError.accountExists(account.name))
            }
            try connection.run("INSERT INTO account (id, name) VALUES (?1, ?2)", account.id, account.name)
            try connection.insert(token)
        }
    }

    public func token(hash: Digest) async throws(ReleaseError) -> AccessToken? {
        try await reader.run("token") { (connection) throws(StoreFailure) in
            let row: TokenRow? = try connection.first("WHERE hash = ?1", hash)
            return row?.token
        }
    }

    public func tokens(of account: Account.ID, page: PageRequest) async throws(ReleaseError) -> Page<AccessToken> {
        let bound = try DescendingCursor.bound(page)
        return try await reader.run("tokens") { (connection) throws(StoreFailure) in
            let found: [TokenRow] = try connection.all(
                "WHERE account = ?1 AND sequence < ?2 ORDER BY sequence DESC LIMIT ?3",
                account,
                bound,
                page.limit + 1
            )
            let rows = Page(found, limit: page.limit) { String($0.sequence) }
            return Page(items: rows.items.map(\.token), next: rows.next)
        }
    }

    public func revokeToken(_ id: AccessToken.ID, at time: Date) async throws(ReleaseError) -> Bool {
        try await writer.write("revoke token") { (connection) throws(StoreFailure) in
            try connection.run("UPDATE token SET revoked_at = ?1 WHERE id = ?2 AND revoked_at IS NULL", time, id) == 1
        }
    }

    public func state(
        of setting: AccountSetting,
        account: Account.ID
    ) async throws(ReleaseError) -> AccountSetting.State? {
        try await reader.run("account setting") { (connection) throws(StoreFailure) in
            let row: AccountSettingRow? = try connection.first(
                "WHERE account = ?1 AND name = ?2",
                account,
                setting.rawValue
            )
            return row?.state
        }
    }

    public func set(
        _ setting: AccountSetting,
        to state: AccountSetting.State,
        account: Account.ID
    ) async throws(ReleaseError) {
        _ = try await writer.write("set account setting") { (connection) throws(StoreFailure) in
            try connection.run(
                "INSERT OR REPLACE INTO account_setting (account, name, state) VALUES (?1, ?2, ?3)",
                account,
                setting.rawValue,
                state.rawValue
            )
        }
    }

    public func reserve(_ key: IdempotencyKey, at time: Date) async throws(ReleaseError) -> IdempotencyReservation {
        try await writer.write("reserve key") { (connection) throws(StoreFailure) in
            try connection.reserve(key, at: time)
        }
    }

    public func remember(_ answer: RememberedAnswer, for key: IdempotencyKey) async throws(ReleaseError) {
        try await writer.write("remember answer") { (connection) throws(StoreFailure) in
            try connection.remember(answer, for: key)
        }
    }

    public func release(_ key: IdempotencyKey) async throws(ReleaseError) {
        try await writer.write("release key") { (connection) throws(StoreFailure) in
            try connection.release(key)
        }
    }
}
