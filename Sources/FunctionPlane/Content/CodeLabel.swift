import FoundationEssentials
import Glibc

/// What is noted beside an unpacked package, by which a later process knows that it is whole.
struct CodeLabel: Codable, Sendable, Hashable {
    /// Of the zip: CRC-64, in decimal.
    let checksum: String
    let census: Census

    /// In bytes, of all files together.
    var bytes: Int { census.bytes }

    static func path(beside folder: String) -> String { "\(folder).label" }

    /// How much is in a folder.
    struct Census: Codable, Sendable, Hashable {
        /// Files and links.
        var files = 0
        /// Of all files together.
        var bytes = 0

        /// Counts, following no link; `nil` where something cannot be read.
        init?(of folder: String) {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
            for name in names {
                var status = stat()
                guard lstat("\(folder)/\(name)", &status) == 0 else { return nil }
                switch status.st_mode & S_IFMT {
                case S_IFDIR:
                    guard let inner = Census(of: "\(folder)/\(name)") else { return nil }
                    files += inner.files
                    bytes += inner.bytes
                case S_IFREG:
                    files += 1
                    bytes += Int(status.st_size)
                default: files += 1
                }
            }
        }
    }
}
