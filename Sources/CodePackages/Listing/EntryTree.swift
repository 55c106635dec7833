/// The paths of a package's entries, and the folders that they lie in: no two of a name, and nothing below a file or a
/// link.
///
/// Paths are compared by bytes, as file systems do: case counts, and so does how an accent is written.
struct EntryTree {
    private enum Node {
        /// Whether the folder has an entry of its own.
        case folder(isListed: Bool)
        case leaf
    }

    private let limit: Int
    private var nodes: [[UInt8]: Node] = [:]

    /// At most so many entries and folders.
    init(limit: Int) {
        self.limit = limit
    }

    mutating func insert(_ path: String, isFolder: Bool) throws(PackageProblem) {
        let bytes = Array(path.utf8)
        try insertFolders(above: bytes[...])
        switch nodes[bytes] {
        case nil: break
        case .folder(isListed: false) where isFolder: break
        case .folder(isListed: true) where isFolder, .leaf where !isFolder: throw .pathRepeated(path)
        case .folder, .leaf: throw .pathIsFileAndFolder(path)
        }
        nodes[bytes] = isFolder ? .folder(isListed: true) : .leaf
        guard nodes.count <= limit else { throw .tooManyEntries(limit: limit) }
    }

    /// Every folder, the outer ones first.
    var folders: [String] {
        nodes.compactMap { path, node in
            if case .folder = node { path } else { nil }
        }.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Goes up until it meets a folder that is known, so that all folders of a package cost one step each.
    private mutating func insertFolders(above path: ArraySlice<UInt8>) throws(PackageProblem) {
        var rest = path
        while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
            rest = rest[..<slash]
            let folder = Array(rest)
            switch nodes[folder] {
            case .folder: return
            case .leaf: throw .pathIsFileAndFolder(String(decoding: folder, as: UTF8.self))
            case nil: nodes[folder] = .folder(isListed: false)
            }
        }
    }
}
