public import ReleaseModel

/// Content-addressed storage for the bytes of modules; equal bytes are stored once per account.
public protocol BlobStore: Sendable {
    /// Begins to receive one blob. What is not finished leaves nothing behind.
    ///
    /// Throws ``ReleaseError/diskReserve(freeBytes:reserveBytes:)`` below the watermark.
    func beginUpload(account: Account.ID) async throws(ReleaseError) -> any BlobUpload

    /// Returns which of the digests are stored.
    func stored(_ digests: Set<Digest>, account: Account.ID) async throws(ReleaseError) -> Set<Digest>

    /// Returns a blob's bytes after checking them against the digest; `nil` when it is not stored.
    func read(_ digest: Digest, account: Account.ID) async throws(ReleaseError) -> [UInt8]?
}

/// A blob on its way in.
public protocol BlobUpload: Sendable {
    /// Throws ``ReleaseError/contentTooLarge(limit:)`` past the store's limit of one blob.
    func append(_ bytes: [UInt8]) async throws(ReleaseError)

    /// Makes the blob durable and returns what it is called from now on.
    func finish() async throws(ReleaseError) -> StoredBlob

    /// Forgets what came so far. Harmless after ``finish()``.
    func cancel() async
}

/// A blob by its digest, recomputed from the bytes that arrived.
public struct StoredBlob: Sendable, Hashable {
    public let digest: Digest
    /// In bytes.
    public let size: Int

    public init(digest: Digest, size: Int) {
        self.digest = digest
        self.size = size
    }
}
