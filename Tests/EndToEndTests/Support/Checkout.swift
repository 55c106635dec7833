import FoundationEssentials
import Glibc
import TestSurroundings

/// Where this checkout has what the tests drive.
enum Checkout {
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/")
    }()

    /// The program under test; `SLUICE_PROGRAM` names another one, such as a release build.
    static var program: String {
        getenv("SLUICE_PROGRAM").map { String(cString: $0) } ?? "\(root)/.build/debug/sluice"
    }

    /// Copies a project of `Workers/` or `Examples/`, so that a test may change it.
    static func copy(_ project: String, to folder: TemporaryFolder, as name: String) throws -> String {
        let copy = "\(folder.path)/\(name)"
        try FileManager.default.copyItem(atPath: "\(root)/\(project)", toPath: copy)
        return copy
    }

    static func text(of file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(file)")), as: UTF8.self)
    }
}
