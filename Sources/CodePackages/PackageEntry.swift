/// One file, folder or symbolic link of a package.
public struct PackageEntry: Sendable, Hashable {
    /// Relative to the package's root, without a slash at its end.
    public let path: String
    public let kind: Kind
    /// Where its bytes are in the zip.
    let content: ZipContent

    /// In bytes, unpacked; 0 for folders and links.
    public var size: Int {
        if case .file = kind { content.size } else { 0 }
    }

    public enum Kind: Sendable, Hashable {
        case file(isExecutable: Bool)
        case folder
        /// The target is relative to the link's folder and within the package.
        case link(target: String)
    }
}
