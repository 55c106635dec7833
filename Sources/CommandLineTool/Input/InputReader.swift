import Glibc

/// Reads what a command is given besides its words: the standard input, and files.
///
/// Reading blocks, so it has a queue of its own.
actor InputReader {
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Whether somebody would have to type what is read from the standard input.
    nonisolated let isTerminal: Bool

    private let executor = QueueExecutor(label: "input")
    private let descriptor: Int32

    init(standardInput descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// Returns all of the standard input.
    func standardInput(upTo limit: Int) throws(CommandFailure) -> [UInt8] {
        try Self.read(descriptor, name: "the standard input", upTo: limit)
    }

    /// Returns the content of a file or of a pipe with a name.
    func file(_ path: String, upTo limit: Int) throws(CommandFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.unreadable(path, errno) }
        defer { close(file) }
        return try Self.read(file, name: path, upTo: limit)
    }

    private static func read(_ file: Int32, name: String, upTo limit: Int) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name, errno) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw .files(
                    "file_too_large",
                    "\(name) has more than \(ByteCount(limit)).",
                    nextStep: "Pass less, or in several parts."
                )
            }
        }
    }

    private static func unreadable(_ name: String, _ error: Int32) -> CommandFailure {
        .files("file_unreadable", "\(name) cannot be read: \(String(cString: strerror(error))).", nextStep: "Check it.")
    }
}
