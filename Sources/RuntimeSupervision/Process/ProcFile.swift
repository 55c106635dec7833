import Glibc

/// Reads the small files by which the kernel describes processes.
enum ProcFile {
    /// The most that is read of one file, in bytes.
    static let maximumSize = 64 * 1024

    /// Returns the text, or nil when the file cannot be read: the process has ended.
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

    /// Returns the bytes of a line such as `VmData:   549120 kB`.
    static func bytes(of field: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix("\(field):") {
            let words = line.dropFirst(field.utf8.count + 1).split(separator: " ")
            guard let kibibytes = words.first.flatMap({ Int($0) }) else { return nil }
            return kibibytes * 1024
        }
        return nil
    }
}
