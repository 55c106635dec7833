import FoundationEssentials
import Glibc
import TestSurroundings

extension TemporaryFolder {
    func names(_ name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
    }

    /// The mode without the kind; `nil` when there is nothing.
    func mode(_ name: String) -> Int? {
        var status = stat()
        return lstat("\(path)/\(name)", &status) == 0 ? Int(status.st_mode & 0o7777) : nil
    }
}
