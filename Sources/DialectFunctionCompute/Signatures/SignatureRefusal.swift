public import ReleaseCore

/// Why a request has no principal.
public enum SignatureRefusal: Error, Sendable {
    /// A field is not there without which nothing can be verified.
    case fieldMissing(String)
    /// A field or parameter of the signature cannot be read.
    case malformed(String)
    /// The scheme is none that is accepted for what is asked for.
    case schemeUnsupported(String)
    /// The key is a temporary one, which this server does not issue.
    case temporaryKey
    /// There is no such key, or it was revoked.
    case keyUnknown(String)
    /// The code is not that of this request with the key's secret.
    case mismatch
    /// The body is not the one that was signed.
    case bodyDiffers
    /// The client's clock and ours are too far apart.
    case clockSkewed
    case expired
    /// A presigned URL is to hold for longer than this server lets it.
    case lifetimeTooLong
    /// The nonce was used before.
    case replayed
    /// The account has used too many nonces of late.
    case tooManyNonces
    /// Keys cannot be read.
    case unavailable(ReleaseError)
}
