import Glibc

/// The folder for the sockets and small files of running engines.
struct RunDirectory: Sendable {
    /// The longest path of a Unix socket, in bytes: `sun_path` without its final zero.
    static let maximumSocketPath = 107
    /// What a socket's file name may take: `/`, ten digits and a suffix.
    private static let longestName = 13

    let path: String

    /// Creates the folder (mode 0700) if need be, and removes the sockets and slots of an earlier life.
    init(path: String) throws(RuntimeError) {
        let limit = Self.maximumSocketPath - Self.longestName
        guard path.utf8.count <= limit else { throw .runDirectoryTooLong(path: path, limit: limit) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .runDirectoryUnusable(path: path, code: errno) }
        guard chmod(path, 0o700) == 0 else { throw .runDirectoryUnusable(path: path, code: errno) }
        self.path = path
        try removeSockets()
    }

    /// Where an engine takes requests.
    func servicePath(_ number: Int) -> String { "\(path)/\(number).s" }
    /// Where an engine reports, for as long as it takes to connect.
    func controlPath(_ number: Int) -> String { "\(path)/\(number).c" }
    /// The folder of an instance of a function.
    func slot(_ number: Int) -> SlotFolder { SlotFolder(path: "\(path)/\(number).d") }
    /// The engines that run, for the next life to find.
    var registryPath: String { "\(path)/engines" }
    /// The keys that were served last.
    var recencyPath: String { "\(path)/recent" }

    private func removeSockets() throws(RuntimeError) {
        guard let folder = opendir(path) else { throw .runDirectoryUnusable(path: path, code: errno) }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let parts = name.split(separator: ".")
            guard parts.count == 2, Int(parts[0]) != nil, ["s", "c", "d"].contains(parts[1]) else {
                continue
            }
            if parts[1] == "d" { SlotFolder(path: "\(path)/\(name)").remove() } else { unlink("\(path)/\(name)") }
        }
    }
}
