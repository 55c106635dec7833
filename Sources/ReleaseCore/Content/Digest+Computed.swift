import ContentDigest
public import ReleaseModel

extension Digest {
    /// Computes the SHA-256 digest of some bytes.
    public init(sha256 bytes: [UInt8]) {
        guard let digest = Digest(SHA256.hash(bytes)) else { preconditionFailure("SHA-256 has 32 bytes") }
        self = digest
    }
}
