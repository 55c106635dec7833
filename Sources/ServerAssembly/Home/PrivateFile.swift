import FoundationEssentials
import Glibc

/// Files that only their owner may read, replaced whole or not at all.
enum PrivateFile {
    /// Makes every file that this process and its children create from now on their owner's alone.
    ///
    /// The home folder is closed to others anyway; this protects its files where somebody opens or copies it.
    static func maskOthers() {
        umask(0o077)
    }

    /// Writes beside the file and renames, so that a reader sees the old or the new content.
    static func write(_ text: String, to path: String) throws(StartFailure) {
        let temporary = "\(path).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            rename(temporary, path) == 0
        else { throw failure(path) }
    }

    /// Returns the content without surrounding white space; `nil` when there is no such file.
    static func read(_ path: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmed
    }

    private static func failure(_ path: String) -> StartFailure {
        StartFailure("cannot write \(path): \(systemMessage(errno))", code: "home_unusable")
    }
}

extension String {
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
