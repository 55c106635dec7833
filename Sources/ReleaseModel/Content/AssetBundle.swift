/// The static files of a component, and the rules they are served by.
public struct AssetBundle: Sendable, Hashable {
    /// The most files of one bundle.
    public static let maximumFiles = 20_000

    /// Sorted by the bytes of their paths, none of which repeats.
    public let files: [File]
    public let rules: AssetRules

    public init(files: [File], rules: AssetRules) throws(InvalidAssets) {
        guard files.count <= Self.maximumFiles else {
            throw .tooManyFiles(count: files.count, limit: Self.maximumFiles)
        }
        // By bytes: to a `String`, two spellings of one accented letter are equal, to a browser they are two files.
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        for (file, next) in zip(sorted, sorted.dropFirst()) where file.path.utf8.elementsEqual(next.path.utf8) {
            throw .fileRepeated(file.path)
        }
        self.files = sorted
        self.rules = rules
    }

    /// The blobs that the files stand for, each once.
    public var blobs: Set<Digest> {
        Set(files.map(\.digest))
    }
}
