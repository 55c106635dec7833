import ReleaseModel

/// A static file of a project, found but not read.
public struct StaticFile: Sendable, Hashable {
    /// Below the folder, with a leading slash.
    public let path: String
    /// The absolute path on the disk.
    public let source: String
    /// In bytes, when it was found.
    public let size: Int

    /// Returns its bytes, at most ``ReleaseModel/AssetBundle/File/maximumSize``.
    public func read() throws(ProjectError) -> [UInt8] {
        do throws(RegularFile.Failure) {
            return try RegularFile.read(source, limit: AssetBundle.File.maximumSize)
        } catch {
            throw ProjectError(
                .assetUnreadable,
                at: SourcePlace(file: source),
                reason: "the static file cannot be read: \(error.reason)",
                advice: "Check it and its permissions, or leave it out by a line in .assetsignore"
            )
        }
    }
}
