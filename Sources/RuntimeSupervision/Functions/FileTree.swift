import Glibc

/// A folder with all that is in it.
struct FileTree {
    /// The most files and folders that one package may have.
    static let maximumEntries = 200_000
    /// How deep folders may lie in one another.
    static let maximumDepth = 128

    let root: String

    init(_ root: String) {
        self.root = root
    }

    /// Makes all folders anew in another place and links the files into them; what is there already stays.
    ///
    /// Files that others may not read, or that lie on another device, are copied.
    func link(into target: String) throws(FunctionStartFailure) {
        var budget = Self.maximumEntries
        try link(root, into: target, depth: 0, budget: &budget)
    }

    private func link(
        _ source: String,
        into target: String,
        depth: Int,
        budget: inout Int
    ) throws(FunctionStartFailure) {
        guard depth <= Self.maximumDepth else { throw .packageUnreadable(path: source, code: ELOOP) }
        guard let folder = opendir(source) else { throw .packageUnreadable(path: source, code: errno) }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            budget -= 1
            guard budget >= 0 else { throw .packageUnreadable(path: source, code: E2BIG) }
            let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
            var status = stat()
            guard lstat(from, &status) == 0 else { throw .packageUnreadable(path: from, code: errno) }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                guard mkdir(to, 0o755) == 0 && chmod(to, 0o755) == 0 || errno == EEXIST else {
                    throw .packageUnreadable(path: from, code: errno)
                }
                try link(from, into: to, depth: depth + 1, budget: &budget)
            case S_IFREG: try place(from, at: to, mode: status.st_mode)
            case S_IFLNK: try copyLink(from, at: to)
            default: throw .packageUnreadable(path: from, code: EINVAL)
            }
        }
    }

    private func place(_ from: String, at to: String, mode: mode_t) throws(FunctionStartFailure) {
        // Read-only for everyone, and executable for all if for anyone.
        let isReadable = mode & 0o004 != 0 && (mode & 0o111 == 0 || mode & 0o001 != 0)
        if isReadable {
            if Glibc.link(from, to) == 0 || errno == EEXIST { return }
            guard [EXDEV, EMLINK, EPERM].contains(errno) else { throw .packageUnreadable(path: from, code: errno) }
        }
        try copy(from, to: to, mode: mode & 0o111 == 0 ? 0o644 : 0o755)
    }

    private func copy(_ from: String, to: String, mode: mode_t) throws(FunctionStartFailure) {
        let source = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard source >= 0 else { throw .packageUnreadable(path: from, code: errno) }
        defer { close(source) }
        let target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard target >= 0 else {
            if errno == EEXIST { return }
            throw .packageUnreadable(path: from, code: errno)
        }
        defer { close(target) }
        while true {
            let count = sendfile(target, source, nil, 1 << 20)
            guard count >= 0 else { throw .packageUnreadable(path: from, code: errno) }
            if count == 0 { break }
        }
        guard fchmod(target, mode) == 0 else { throw .packageUnreadable(path: from, code: errno) }
    }

    private func copyLink(_ from: String, at to: String) throws(FunctionStartFailure) {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(from, &target, target.count - 1)
        guard count > 0, symlink(target, to) == 0 || errno == EEXIST else {
            throw .packageUnreadable(path: from, code: errno)
        }
    }
}
