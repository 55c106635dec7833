import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func listTokens(_ call: Call) async throws -> Answer {
        let tokens = try await access.tokens(of: call.account, page: try call.page())
        return try Answer(json: WireList(items: tokens.items.map(WireToken.init), cursor: tokens.next))
    }

    /// Makes a token; its secret is in this answer and nowhere else, not even among remembered answers.
    func createToken(_ call: Call, body: [UInt8]) async throws -> Answer {
        try call.refuseRevision("tokens")
        let request = try StrictJSON.decode(WireTokenRequest.self, from: body)
        let issued = try await tokens.issue(
            to: request.owner,
            scopes: try AccessToken.Scope.set(request.scopes),
            account: call.account,
            lifetime: try request.lifetime()
        )
        let result = WireCreatedToken(token: WireToken(issued.token), secret: issued.secret)
        var answer = try Answer(json: result, status: .created)
        answer.repeated = .alreadyCarriedOut(
            because: "because it holds a secret",
            candidates: [issued.token.id.description]
        )
        return answer
    }

    func revokeToken(_ call: Call) async throws -> Answer {
        try call.refuseRevision("tokens")
        let text = call.parameters["token"]
        guard let id = AccessToken.ID(text) else { throw ReleaseError.tokenNotFound(text) }
        try await tokens.revoke(id, account: call.account)
        // Tokens make no revisions; from here on every request with this one is refused.
        let head = try await plane.store.head()
        let commit = WireCommit(revision: head.revision.number, state: "in_force", inForceAfterMilliseconds: nil)
        return try Answer(json: WireChangeResult(changed: "token \(id)", commit: commit), revision: head.revision)
    }
}

extension AccessToken.Scope {
    /// Reads the names of scopes, of which there must be one at least.
    static func set(_ names: [String]) throws -> Set<AccessToken.Scope> {
        guard !names.isEmpty else { throw ReleaseError.scopeUnknown("") }
        return Set(
            try names.map { name in
                guard let scope = AccessToken.Scope(rawValue: name) else { throw ReleaseError.scopeUnknown(name) }
                return scope
            }
        )
    }
}

extension WireTokenRequest {
    fileprivate func lifetime() throws -> Duration? {
        guard let expiresInSeconds else { return nil }
        let longest = TokenIssuer.maximumLifetime.components.seconds
        guard (1...longest).contains(Int64(expiresInSeconds)) else {
            throw Refusal(
                .expiryInvalid,
                "A token cannot expire in \(expiresInSeconds) seconds.",
                next: "Write 1 to \(longest) seconds, or leave expiresInSeconds out."
            )
        }
        return .seconds(expiresInSeconds)
    }
}
