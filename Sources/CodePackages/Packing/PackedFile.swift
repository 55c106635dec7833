import Glibc

/// A file, link or empty folder on disk that becomes an entry.
struct PackedFile {
    enum Kind: Hashable {
        case file(isExecutable: Bool)
        case link
        case folder
    }

    /// Relative to the folder that is packed.
    let path: String
    let kind: Kind

    /// The mode that the entry gets, with its kind.
    var mode: UInt32 {
        switch kind {
        case .file(let isExecutable): S_IFREG | (isExecutable ? 0o755 : 0o644)
        case .link: S_IFLNK | 0o777
        case .folder: S_IFDIR | 0o755
        }
    }

    /// Returns the bytes of a file, or a link's target; `nil` when they are more than the limit.
    func content(in folder: String, limit: Int) throws(PackageFailure) -> [UInt8]? {
        switch kind {
        case .file: try bytes(of: "\(folder)/\(path)", limit: limit)
        case .link: try target(of: "\(folder)/\(path)")
        case .folder: []
        }
    }

    /// Reads to the end, whatever the size was: a file may change meanwhile.
    private func bytes(of file: String, limit: Int) throws(PackageFailure) -> [UInt8]? {
        let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw PackageFolder.failure("open \(file)") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw PackageFolder.failure("read \(file)") }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: piece[..<count])
            guard bytes.count <= limit else { return nil }
        }
    }

    private func target(of link: String) throws(PackageFailure) -> [UInt8] {
        var target = [CChar](repeating: 0, count: PackageLimits.linkTargetLength + 1)
        let count = readlink(link, &target, target.count)
        guard count >= 0 else { throw PackageFolder.failure("read \(link)") }
        return target[..<count].map(UInt8.init(bitPattern:))
    }
}
