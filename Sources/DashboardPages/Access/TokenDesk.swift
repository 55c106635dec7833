import FoundationEssentials
import ReleaseCore
import ReleaseModel

/// Tells which tokens are valid at the moment.
struct TokenDesk: Sendable {
    let access: any AccessStore
    let now: @Sendable () -> Date

    /// Returns the token with a secret that somebody typed in.
    func token(secret: String) async throws(SignInRefusal) -> AccessToken {
        let secret = secret.filter { !$0.isWhitespace }
        guard !secret.isEmpty else { throw .missing }
        return try await token(hash: TokenSecret.hash(of: secret))
    }

    func token(hash: Digest) async throws(SignInRefusal) -> AccessToken {
        let found: AccessToken?
        do {
            found = try await access.token(hash: hash)
        } catch {
            throw .unavailable
        }
        guard let token = found else { throw .unknown }
        guard token.revokedAt == nil else { throw .revoked }
        guard token.isValid(at: now()) else { throw .expired }
        return token
    }
}
