import HTTPModel
import ReleaseCore
import ReleaseModel

/// Who asks, and which accounts there are.
extension CloudflareAPI {
    static func addAccountRoutes(_ table: inout EndpointTable) {
        table.add(.get, "/user/tokens/verify", Endpoint(.read, CloudflareAPI.verifyToken))
        table.add(.get, "/accounts/{account}/tokens/verify", Endpoint(.read, CloudflareAPI.verifyToken))
        table.add(.get, "/user", Endpoint(.read, CloudflareAPI.user))
        table.add(.get, "/accounts", Endpoint(.read, CloudflareAPI.listAccounts))
        table.add(.get, "/accounts/{account}", Endpoint(.read, CloudflareAPI.account))
        table.add(.get, "/memberships", Endpoint(.read, CloudflareAPI.listMemberships))
    }

    @Sendable
    private func verifyToken(_ call: Call) async throws -> Answer {
        .result(["id": .string(call.token.id.compact), "status": "active"])
    }

    @Sendable
    private func user(_ call: Call) async throws -> Answer {
        .result(["id": .string(call.token.id.compact), "email": .string(call.token.email)])
    }

    @Sendable
    private func listAccounts(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 20)
        let accounts = try await ownAccounts(call)
        return .page(page.of(accounts).map(wire), page, total: accounts.count)
    }

    @Sendable
    private func account(_ call: Call) async throws -> Answer {
        guard let account = try await ownAccounts(call).first else { throw CloudflareError.tokenInvalid }
        return .result(wire(account))
    }

    @Sendable
    private func listMemberships(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 20)
        let accounts = try await ownAccounts(call)
        let items = page.of(accounts).map { account -> JSONValue in
            [
                "id": .string(account.id.compact), "account": wire(account), "status": "accepted",
                "roles": JSONValue(call.token.scopes.map(\.rawValue).sorted()),
            ]
        }
        return .page(items, page, total: accounts.count)
    }

    /// The accounts that a token is for: one.
    private func ownAccounts(_ call: Call) async throws -> [Account] {
        try await plane.store.accounts().filter { $0.id == call.account }
    }

    private func wire(_ account: Account) -> JSONValue {
        [
            "id": .string(account.id.compact), "name": .string(account.name), "type": "standard",
            "settings": ["enforce_twofactor": false], "created_on": "2026-01-01T00:00:00.000000Z",
        ]
    }
}
