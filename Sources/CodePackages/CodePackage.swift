/// A zip of code that may be stored and unpacked: its entries have passed every rule, and nothing was written for it.
///
/// Links stay inside, no path leaves the package, and no entry is encrypted or hidden by another. Read by a parser of
/// our own over zlib, because a library that is lenient with zips would hide from us what has to be refused: entries
/// that share their bytes, special files, names that differ between directory and header.
public struct CodePackage: Sendable {
    /// Byte for byte what was given.
    public let zip: [UInt8]
    /// In the order of their paths' bytes, without the folders that only paths mention.
    public let entries: [PackageEntry]
    /// Every folder below the root, the outer ones first.
    public let folders: [String]
    /// In bytes, of all files together.
    public let unpackedSize: Int

    /// Reads the zip's directory, and unpacks nothing but the targets of links.
    ///
    /// What entries hold is held to these sizes and checksums whenever it is unpacked, also by ``checkContents()``.
    public init(zip: [UInt8], limits: PackageLimits = .standard) throws(PackageProblem) {
        let listing = try PackageListing(of: zip, limits: limits)
        self.zip = zip
        entries = listing.entries
        folders = listing.tree.folders
        unpackedSize = listing.unpackedSize
    }

    /// Unpacks every file into nothing, to see that all are whole.
    ///
    /// Takes seconds for the largest, so ask a ``PackageQueue``; heeds cancellation.
    public func checkContents() throws(PackageFailure) {
        let extractor = ZipExtractor(zip)
        for entry in entries { try extractor.unpack(entry.content, of: entry.path) { _ in } }
    }
}
