import Glibc

/// Reads and writes files that fit into memory many times over: the kernel's about processes, and notes of our own.
enum SmallFile {
    /// The most that is read of one file, in bytes.
    static let maximumSize = 64 * 1024

    /// Returns the text, or nil when the file cannot be read: a process has ended, or nothing was written yet.
    static func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: maximumSize)
        var filled = 0
        while filled < maximumSize {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + filled }, maximumSize - filled)
            }
            if count == 0 { break }
            guard count > 0 else { return nil }
            filled += count
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }

    /// Replaces a file as a whole (mode 0600): a reader finds the old text or the new one.
    ///
    /// Returns whether it could.
    @discardableResult
    static func replace(_ path: String, with text: String) -> Bool {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let bytes = Array(text.utf8)
        let isWritten = write(descriptor, bytes, bytes.count) == bytes.count
        close(descriptor)
        return isWritten && rename(draft, path) == 0
    }

    /// Returns the bytes of a line such as `VmData:   549120 kB`.
    static func bytes(of field: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix("\(field):") {
            let words = line.dropFirst(field.utf8.count + 1).split { $0 == " " || $0 == "\t" }
            guard let kibibytes = words.first.flatMap({ Int($0) }) else { return nil }
            return kibibytes * 1024
        }
        return nil
    }
}
