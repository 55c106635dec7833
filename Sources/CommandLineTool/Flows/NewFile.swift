import Glibc

/// A file that only its owner may read, and that was not there before.
struct NewFile: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Takes the name at once, so that a long command does not end at a file that is there already.
    init(_ path: String) throws(CommandFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor < 0 else { return }
        guard errno == EEXIST else { throw Self.unwritable(path) }
        throw .files("file_exists", "\(path) is there already.", nextStep: "Choose another name, or remove it.")
    }

    /// Writes all of it and closes the file.
    func write(_ text: String) throws(CommandFailure) {
        let channel = TextChannel(descriptor: descriptor, hasColor: false)
        channel.write(text)
        guard fsync(descriptor) == 0, close(descriptor) == 0, !channel.isClosed else { throw Self.unwritable(path) }
    }

    func remove() {
        unlink(path)
    }

    private static func unwritable(_ path: String) -> CommandFailure {
        .files("file_unwritable", "\(path) cannot be written.", nextStep: "Check the folder and the disk.")
    }
}
