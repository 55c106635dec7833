import HTTPModel
import ReleaseCore

/// Requests that are refused because of who sends them.
extension Refusal {
    init(_ violation: ListenerGuard.Violation) {
        switch violation {
        case .foreignHost(let host):
            self.init(
                .hostUnknown,
                "This server does not answer for the host \"\(host)\".",
                next: "Use the address that the server prints at its start."
            )
        case .foreignOrigin(let origin):
            self.init(
                .originForeign,
                "Pages of the origin \"\(origin)\" may not call this server.",
                next: "Call it from outside a browser, or from the server's own pages."
            )
        case .crossSite(let site):
            self.init(
                .requestCrossSite,
                "A page of another site made this request (Sec-Fetch-Site: \(site)).",
                next: "Call the server from outside a browser, or from the server's own pages."
            )
        }
    }

    init(_ violation: TokenGuard.Violation) {
        let create = "Make one: sluice token create OWNER --scope SCOPE"
        let challenge = "Bearer realm=\"sluice\", error=\"invalid_token\"" as HTTPFieldValue
        switch violation {
        case .missing:
            self.init(
                .tokenMissing,
                "The request carries no token.",
                next: "Send Authorization: Bearer TOKEN. \(create)",
                fields: [.wwwAuthenticate: "Bearer realm=\"sluice\""]
            )
        case .malformed:
            self.init(
                .tokenMalformed,
                "The Authorization field is not one bearer token.",
                next: "Send Authorization: Bearer TOKEN, once.",
                fields: [.wwwAuthenticate: challenge]
            )
        case .unknown:
            self.init(
                .tokenUnknown,
                "The token is not one of this server's.",
                next: "Check that it is complete and for this server. \(create)",
                fields: [.wwwAuthenticate: challenge]
            )
        case .expired(let owner, let date):
            self.init(
                .tokenExpired,
                "The token of \(owner) expired at \(Timestamp(date)).",
                next: create,
                fields: [.wwwAuthenticate: challenge]
            )
        case .revoked(let owner):
            self.init(
                .tokenRevoked,
                "The token of \(owner) was revoked.",
                next: create,
                fields: [.wwwAuthenticate: challenge]
            )
        case .unavailable(let error):
            self.init(error)
        }
    }

    static func scopeMissing(_ scope: AccessToken.Scope, token: AccessToken) -> Refusal {
        let scopes = AccessToken.Scope.allCases.filter(token.scopes.contains).map(\.rawValue)
        return Refusal(
            .scopeMissing,
            "The token of \(token.owner) has the scope \(scopes.joined(separator: ", ")); this needs \(scope.rawValue).",
            next: "Use a token with the scope \(scope.rawValue): sluice token create OWNER --scope \(scope.rawValue)"
        )
    }
}
