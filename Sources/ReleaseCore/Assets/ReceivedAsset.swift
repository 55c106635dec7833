/// One content that came for a session, stored as a blob already.
public struct ReceivedAsset: Sendable, Hashable {
    public let hash: AssetHash
    public let blob: StoredBlob
    /// As the upload stated it.
    public let contentType: String?

    /// Takes a content type of printable ASCII, at most ``AssetLimits/maximumContentTypeBytes`` long.
    public init(hash: AssetHash, blob: StoredBlob, contentType: String? = nil) throws(InvalidManifest) {
        if let contentType {
            guard (1...AssetLimits.maximumContentTypeBytes).contains(contentType.utf8.count),
                contentType.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
            else { throw .contentType(hash) }
        }
        self.hash = hash
        self.blob = blob
        self.contentType = contentType
    }
}
