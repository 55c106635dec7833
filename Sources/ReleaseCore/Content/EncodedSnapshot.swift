public import ReleaseModel

/// A snapshot together with its canonical bytes and their digest.
public struct EncodedSnapshot: Sendable, Hashable {
    public let snapshot: Snapshot
    /// The canonical encoding: this is what is stored and digested.
    public let bytes: [UInt8]
    public let digest: Digest
}
