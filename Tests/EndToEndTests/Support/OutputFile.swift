import FoundationEssentials
import Glibc
import Synchronization
import TestSurroundings

/// A file that takes what a program writes.
final class OutputFile: Sendable {
    let descriptor: Int32
    private let path: String

    private static let lastNumber = Atomic<Int>(0)

    init(in folder: TemporaryFolder, kind: String) throws {
        path = "\(folder.path)/\(Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue).\(kind)"
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// What has been written so far.
    var text: String {
        get throws { String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self) }
    }
}
