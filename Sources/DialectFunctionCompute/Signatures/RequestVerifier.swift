public import FoundationEssentials
import HTTPModel
public import ReleaseCore

/// Finds out whose access key signed a request.
///
/// Four kinds of signatures are known: `ACS3-HMAC-SHA256`, version 2 (`acs`), `FC`, and presigned URLs of HTTP triggers.
/// It depends on nothing but the request, so that every process that can read keys may verify.
public struct RequestVerifier: Sendable {
    /// Returns a key with its secret; `nil` when there is none of that identity.
    public typealias KeySource = @Sendable (AccessKey.ID) async throws(ReleaseError) -> OpenedAccessKey?

    /// What temporary keys of the vendor's begin with.
    private static let temporaryPrefix = "STS"

    private let nonces: NonceRegister
    private let now: @Sendable () -> Date
    private let key: KeySource

    /// `now` is the wall clock.
    public init(nonces: NonceRegister, now: @escaping @Sendable () -> Date, key: @escaping KeySource) {
        self.nonces = nonces
        self.now = now
        self.key = key
    }

    /// Verifies the head of a request, before its body is read.
    ///
    /// A request of a scheme with nonces passes once.
    public func verify(_ request: SignedRequest) async throws(SignatureRefusal) -> VerifiedRequest {
        let claim = try SignatureClaim(request)
        try Self.refuseTemporaryKey(claim, of: request)
        try check(claim.validity)
        guard let id = AccessKey.ID(claim.keyID), let found = try await opened(id), !found.key.isRevoked else {
            throw .keyUnknown(String(claim.keyID.prefix(AccessKey.ID.maximumLength)))
        }
        guard claim.isMade(with: found.secret) else { throw .mismatch }
        if let nonce = claim.nonce { try nonces.claim(nonce, by: found.key) }
        return VerifiedRequest(key: found.key, signedBody: claim.body)
    }

    private func opened(_ id: AccessKey.ID) async throws(SignatureRefusal) -> OpenedAccessKey? {
        do {
            return try await key(id)
        } catch {
            throw .unavailable(error)
        }
    }

    private static func refuseTemporaryKey(
        _ claim: SignatureClaim,
        of request: SignedRequest
    ) throws(SignatureRefusal) {
        let hasToken =
            request.fields.contains(.securityToken) || request.fields.contains(.functionComputeToken)
            || request.isTriggered && request.target.query[PresignedParameter.token.rawValue] != nil
        guard !hasToken, !claim.keyID.hasPrefix(temporaryPrefix) else { throw .temporaryKey }
    }

    private func check(_ validity: SignatureClaim.Validity) throws(SignatureRefusal) {
        switch validity {
        case .signed(let date):
            guard abs(date.timeIntervalSince(now())) <= SignatureLimits.clockSkew / .seconds(1) else {
                throw .clockSkewed
            }
        case .expires(let date):
            let rest = date.timeIntervalSince(now())
            guard rest > 0 else { throw .expired }
            guard rest <= SignatureLimits.presignedLifetime / .seconds(1) else { throw .lifetimeTooLong }
        }
    }
}
