import FoundationEssentials
import Glibc
import Synchronization
import TestSurroundings

/// A file that a program reads as its standard input.
final class InputFile: Sendable {
    let descriptor: Int32
    private let path: String

    private static let lastNumber = Atomic<Int>(0)

    init(in folder: TemporaryFolder, _ text: String) throws {
        let name = "\(Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue).in"
        try folder.write(text, to: name)
        path = "\(folder.path)/\(name)"
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }
}
