public import ReleaseModel

/// One static file of a completed session.
public struct UploadedAsset: Sendable, Hashable {
    public let path: String
    /// What its blob is called.
    public let digest: Digest
    /// In bytes.
    public let size: Int
    /// As the upload of its content stated it, in whatever session that was.
    public let contentType: String?

    public init(path: String, digest: Digest, size: Int, contentType: String?) {
        self.path = path
        self.digest = digest
        self.size = size
        self.contentType = contentType
    }

    /// The file as part of a bundle.
    public func file() throws(InvalidAssets) -> AssetBundle.File {
        try AssetBundle.File(path: path, digest: digest, size: size, contentType: contentType)
    }
}
