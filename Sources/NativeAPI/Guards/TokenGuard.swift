public import FoundationEssentials
public import HTTPModel
public import ReleaseCore
import ReleaseModel

/// Finds out whose token a request carries.
///
/// Only `Authorization: Bearer` counts: a cookie or a query never authenticates here, since browsers attach those to
/// requests that other pages make.
public struct TokenGuard: Sendable {
    private let access: any AccessStore

    public init(access: any AccessStore) {
        self.access = access
    }

    /// Why a request has no principal.
    public enum Violation: Error, Sendable {
        case missing
        /// The field is repeated, or is not `Bearer` and a token.
        case malformed
        case unknown
        case expired(owner: String, at: Date)
        case revoked(owner: String)
        case unavailable(ReleaseError)
    }

    /// Returns the valid token that a request carries.
    public func token(of request: HTTPRequest, at now: Date) async throws(Violation) -> AccessToken {
        let values = request.fields.values(of: .authorization)
        guard let value = values.first else { throw .missing }
        guard values.count == 1, let secret = Self.secret(in: value) else { throw .malformed }
        let found: AccessToken?
        do {
            found = try await access.token(hash: TokenSecret.hash(of: secret))
        } catch {
            throw .unavailable(error)
        }
        guard let token = found else { throw .unknown }
        guard token.revokedAt == nil else { throw .revoked(owner: token.owner) }
        guard token.isValid(at: now) else { throw .expired(owner: token.owner, at: token.expiresAt ?? now) }
        return token
    }

    private static func secret(in value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", !parts[1].contains(" ") else { return nil }
        return String(parts[1])
    }
}
