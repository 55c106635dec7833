import Glibc
public import ReleaseCore

/// A lock on a file, held until it goes out of use or its process ends in any way.
///
/// Children do not inherit it.
public struct FileLock: ~Copyable {
    public enum Mode: Sendable {
        case exclusive, shared
    }

    private let descriptor: Int32

    /// Returns the lock of a running server; refused while another process has it.
    public static func server(at location: StoreLocation) throws(ReleaseError) -> FileLock {
        guard let lock = try FileLock(taking: location.serverLock, .exclusive) else {
            throw .storeUnavailable(
                operation: "lock \(location.home)",
                cause: "another server runs on this home; stop it or choose another home"
            )
        }
        return lock
    }

    /// Takes a lock without waiting.
    ///
    /// The answer is `nil` while somebody holds one that excludes it.
    public init?(taking path: String, _ mode: Mode) throws(ReleaseError) {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw FileSystem.failure("open \(path)") }
        guard flock(opened, (mode == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let failure = FileSystem.failure("lock \(path)")
            Glibc.close(opened)
            guard isHeld else { throw failure }
            return nil
        }
        descriptor = opened
    }

    deinit {
        Glibc.close(descriptor)
    }
}
