import Glibc
public import ReleaseCore

/// A lock on one of a home's files, held until it goes out of use or its process ends in any way.
///
/// Children do not inherit it.
public struct HomeLock: ~Copyable {
    public enum Mode: Sendable {
        case exclusive, shared
    }

    private let descriptor: Int32

    /// Returns the lock of a running server; refused while another process has it.
    public static func server(at location: StoreLocation) throws(ReleaseError) -> HomeLock {
        guard let lock = try HomeLock(taking: location.serverLock, .exclusive) else {
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

    /// How long a backup or check waits for a collection of garbage to end.
    static let collectionWait: Duration = .seconds(30)
    private static let pollInterval: Duration = .milliseconds(20)

    /// Keeps collections of garbage from beginning, once one that goes on has ended.
    static func pausingCollection(at location: StoreLocation) async throws(ReleaseError) -> HomeLock {
        let deadline = ContinuousClock.now + collectionWait
        while ContinuousClock.now < deadline {
            if let lock = try HomeLock(taking: location.collectionLock, .shared) { return lock }
            do {
                try await Task.sleep(for: pollInterval)
            } catch {
                throw .storeUnavailable(operation: "pause collection", cause: "the task was cancelled")
            }
        }
        throw .storeUnavailable(operation: "pause collection", cause: "a collection did not end in time")
    }

    deinit {
        Glibc.close(descriptor)
    }
}
