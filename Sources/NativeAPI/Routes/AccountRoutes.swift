import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    /// The operator sees all accounts, anybody else the own one.
    func listAccounts(_ call: Call) async throws -> Answer {
        let accounts = try await plane.store.accounts()
        let isOperator = accounts.contains { $0.id == call.account && $0.name == Account.operatorName }
        let shown = accounts.filter { $0.id == call.account || isOperator && call.token.allows(.admin) }
        return try Answer(json: WireList(items: shown.map(WireAccount.init)))
    }

    /// Makes an account with a first token; its secret is in this answer and nowhere else.
    func createAccount(_ call: Call, body: [UInt8]) async throws -> Answer {
        try await requireOperator(call)
        try call.refuseRevision("accounts")
        let request = try StrictJSON.decode(WireAccountRequest.self, from: body)
        let (account, issued) = try await tokens.openAccount(request.name, for: request.owner)
        let result = WireOpenedAccount(
            account: WireAccount(account),
            token: WireToken(issued.token),
            secret: issued.secret
        )
        var answer = try Answer(json: result, status: .created)
        answer.repeated = .alreadyCarriedOut(because: "because it holds a secret", candidates: [account.name])
        return answer
    }

    /// Refuses what concerns all accounts to everybody but whoever runs the server.
    func requireOperator(_ call: Call) async throws {
        guard try await !isOperator(call) else { return }
        throw Refusal.operatorOnly(try await plane.store.accounts().first { $0.id == call.account }?.name)
    }

    func isOperator(_ call: Call) async throws -> Bool {
        try await plane.store.accounts().first { $0.id == call.account }?.name == Account.operatorName
    }
}

extension WireAccount {
    fileprivate init(_ account: Account) {
        self.init(id: account.id.compact, name: account.name)
    }
}
