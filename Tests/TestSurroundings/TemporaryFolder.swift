import FoundationEssentials
import Glibc

/// A folder with a short path, as sockets need, that lives as long as the value that names it.
///
/// `SLUICE_KEEP_TEST_FOLDERS=1` keeps it, to look at what is in it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(_ files: [String: String] = [:]) throws {
        var template = Array("/tmp/slc-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit {
        guard getenv("SLUICE_KEEP_TEST_FOLDERS") == nil else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, and makes the folders that lead to it.
    package func write(_ text: String, to name: String) throws {
        let file = "\(path)/\(name)"
        let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
    }

    package func text(of name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
    }
}
