import CSystem
import Glibc

/// An exclusive lock on a file, held until the last reference goes or the process ends, however it ends.
public final class FileLock: Sendable {
    private let descriptor: Int32

    /// Why the lock was not taken.
    public enum Failure: Error, Sendable, Hashable {
        /// Another process holds it.
        case taken
        /// The file cannot be opened or locked; the system's `errno`.
        case system(code: Int32)
    }

    /// Creates the file if need be (mode 0600) and locks it; does not wait.
    public init(path: String) throws(Failure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(code: errno) }
        guard system_lock_file(descriptor) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .taken : .system(code: code)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
