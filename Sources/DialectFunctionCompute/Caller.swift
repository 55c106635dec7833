import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Whom a request acts for: the owner of the access key that signed it, or of the token that it carries.
///
/// The vendor's clients sign. Our own tools have a token, with which they use the rest of this server.
struct Caller: Sendable {
    let account: Account.ID
    /// The author of what the request does.
    let owner: String
    private let scopes: Set<AccessToken.Scope>

    init(_ key: AccessKey) {
        (account, owner, scopes) = (key.account, key.owner, key.scopes)
    }

    init(_ token: AccessToken) {
        (account, owner, scopes) = (token.account, token.owner, token.scopes)
    }

    func require(_ scope: AccessToken.Scope) throws(FunctionComputeError) {
        let isAllowed =
            scopes.contains(.admin) || scopes.contains(scope) || (scope == .read && !scopes.isEmpty)
        guard isAllowed else {
            throw FunctionComputeError(.accessDenied, "what \(owner) signs with lacks the scope \(scope.rawValue)")
        }
    }

    /// The secret of a bearer token; `nil` for requests that are signed.
    static func bearer(of request: HTTPRequest) -> String? {
        let values = request.fields.values(of: .authorization)
        guard values.count == 1, let parts = values.first?.split(separator: " ", maxSplits: 1), parts.count == 2,
            parts[0].lowercased() == "bearer"
        else { return nil }
        return String(parts[1])
    }
}
