import Glibc
import ReleaseCore

/// The few calls on files that the store makes besides SQLite's.
enum FileSystem {
    /// Removes a file; one that is not there is as good.
    static func remove(_ path: String) throws(ReleaseError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove \(path)") }
    }

    /// Moves a file within one file system, replacing what has the name.
    static func move(_ path: String, to other: String) throws(ReleaseError) {
        guard rename(path, other) == 0 else { throw failure("rename \(path)") }
    }

    /// Makes an empty file for its owner alone; one that is there keeps its content.
    static func createEmpty(_ path: String) throws(ReleaseError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create \(path)") }
        close(descriptor)
    }

    /// Makes a durable file for its owner alone, with this content; one that is there is replaced.
    static func write(_ bytes: [UInt8], to path: String) throws(ReleaseError) {
        try remove(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create \(path)") }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw failure("write \(path)")
        }
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes a file's bytes, or a folder's entries, survive a loss of power.
    static func synchronize(_ path: String) throws(ReleaseError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("synchronize \(path)") }
    }

    static func synchronizeFolder(of path: String) throws(ReleaseError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try synchronize(folder.isEmpty ? "/" : folder)
    }

    /// The error of the last call that failed.
    static func failure(_ operation: String) -> ReleaseError {
        .storeUnavailable(operation: operation, cause: String(cString: strerror(errno)))
    }
}
