import FoundationEssentials
import HTTPModel
import ReleaseCore

/// Finds out who asks: `Authorization: Bearer TOKEN`, or `X-Auth-Email` with `X-Auth-Key`, which holds a token here too.
///
/// A cookie or a query never authenticates: browsers attach those to requests that other pages make.
struct Credentials: Sendable {
    let access: any AccessStore

    func token(of request: HTTPRequest, at now: Date) async throws -> AccessToken {
        guard let secret = try Self.secret(of: request) else {
            throw CloudflareError.authenticationFailed("the request has no credentials")
        }
        guard let token = try await access.token(hash: TokenSecret.hash(of: secret)) else {
            throw CloudflareError.authenticationFailed("the token is not known here")
        }
        guard token.isValid(at: now) else {
            throw CloudflareError.authenticationFailed("the token has expired or was revoked")
        }
        return token
    }

    /// The token of an `Authorization` field; `nil` where there is none.
    static func bearer(of request: HTTPRequest) throws -> String? {
        let values = request.fields.values(of: .authorization)
        guard let value = values.first else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard values.count == 1, parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw CloudflareError.authenticationFailed("Authorization is not \"Bearer\" and a token")
        }
        return String(parts[1])
    }

    private static func secret(of request: HTTPRequest) throws -> String? {
        if let bearer = try bearer(of: request) { return bearer }
        guard request.fields["x-auth-email"] != nil else { return nil }
        return request.fields["x-auth-key"]
    }
}

extension AccessToken {
    /// The owner as an e-mail address, since that is what clients show.
    var email: String { owner.contains("@") ? owner : "\(owner)@localhost" }
}
