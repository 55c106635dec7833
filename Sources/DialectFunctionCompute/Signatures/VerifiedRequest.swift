public import ReleaseCore
public import ReleaseModel

/// A request whose head was signed with an access key; who it is for is told once its body is known as well.
public struct VerifiedRequest: Sendable {
    private let key: AccessKey
    /// The digest of the body that was signed; `nil` where the scheme does not cover bodies.
    public let signedBody: Digest?

    init(key: AccessKey, signedBody: Digest?) {
        self.key = key
        self.signedBody = signedBody
    }

    /// Returns whom the request acts for, given the digest of the body that came.
    ///
    /// `FC` signatures and those of version 2 do not cover the body: for them it need not be computed.
    public func principal(sending body: Digest?) throws(SignatureRefusal) -> AccessKey {
        guard signedBody == nil || signedBody == body else { throw .bodyDiffers }
        return key
    }
}
