/// The static files that a client wants a version to have, by what it calls their contents.
public struct AssetManifest: Sendable, Hashable {
    /// Sorted by the bytes of their paths, none of which repeats.
    public let entries: [Entry]

    public struct Entry: Sendable, Hashable {
        public let path: String
        public let hash: AssetHash
        /// In bytes.
        public let size: Int

        public init(path: String, hash: AssetHash, size: Int) {
            self.path = path
            self.hash = hash
            self.size = size
        }
    }

    /// Takes at most ``AssetLimits/maximumFiles``; what a path may look like is the business of who serves it.
    public init(_ entries: [Entry]) throws(InvalidManifest) {
        guard entries.count <= AssetLimits.maximumFiles else {
            throw .tooManyFiles(count: entries.count, limit: AssetLimits.maximumFiles)
        }
        var sizes: [AssetHash: Int] = [:]
        for entry in entries {
            guard (1...AssetLimits.maximumPathBytes).contains(entry.path.utf8.count) else { throw .path(entry.path) }
            guard (0...AssetLimits.maximumFileBytes).contains(entry.size) else {
                throw .fileSize(path: entry.path, size: entry.size, limit: AssetLimits.maximumFileBytes)
            }
            let size = sizes.updateValue(entry.size, forKey: entry.hash)
            guard size == nil || size == entry.size else { throw .hashAmbiguous(entry.hash) }
        }
        // By bytes: to a `String`, two spellings of one accented letter are equal, to a browser they are two files.
        let sorted = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        for (entry, next) in zip(sorted, sorted.dropFirst()) where entry.path.utf8.elementsEqual(next.path.utf8) {
            throw .pathRepeated(entry.path)
        }
        self.entries = sorted
    }

    /// The size of every content, by its hash.
    public var sizes: [AssetHash: Int] {
        Dictionary(entries.map { ($0.hash, $0.size) }, uniquingKeysWith: { size, _ in size })
    }
}

/// Why a manifest, or what was sent for it, makes no sense.
public enum InvalidManifest: Error, Sendable, Hashable {
    case tooManyFiles(count: Int, limit: Int)
    /// Empty, or longer than ``AssetLimits/maximumPathBytes``.
    case path(String)
    case pathRepeated(String)
    case fileSize(path: String, size: Int, limit: Int)
    /// Two files of one hash are said to differ in size.
    case hashAmbiguous(AssetHash)
    /// No file of the manifest has this hash.
    case hashUnknown(AssetHash)
    /// What came is not as long as the manifest says.
    case sizeWrong(AssetHash, size: Int, expected: Int)
    /// Too long, or nothing that can stand in a header field.
    case contentType(AssetHash)
}
