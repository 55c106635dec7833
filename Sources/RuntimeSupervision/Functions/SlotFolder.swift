import FoundationEssentials
import Glibc

/// The folder of one instance: what it sees, read-only, at `/code` and `/opt`.
///
/// It is made before the function is known, and filled when the function is loaded.
struct SlotFolder: Sendable {
    let path: String

    var code: String { "\(path)/code" }
    var layers: String { "\(path)/opt" }

    /// Makes the folders; the instance's user may read them, and by where they are nobody else gets there.
    func create() throws(FunctionStartFailure) {
        remove()
        for folder in [path, code, layers] {
            guard mkdir(folder, 0o755) == 0, chmod(folder, 0o755) == 0 else {
                throw .packageUnreadable(path: folder, code: errno)
            }
        }
    }

    /// Gives the instance a package and layers.
    ///
    /// Blocks, for the longer the more files there are: about ten milliseconds per thousand.
    func fill(code package: String, layers folders: [String]) throws(FunctionStartFailure) {
        try FileTree(package).link(into: code)
        for folder in folders { try FileTree(folder).link(into: layers) }
    }

    func remove() {
        // What is not there need not be removed; what cannot be is tried again at the next start of the server.
        try? FileManager.default.removeItem(atPath: path)
    }
}
