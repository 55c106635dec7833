public import HTTPEngine
public import ReleaseModel

/// Why the runtime cannot start.
public enum RuntimeError: Error, Sendable, Hashable {
    /// The engine's executable is not there, or may not be executed; `code` is the system's `errno`.
    case engineMissing(path: String, code: Int32)
    case engineAltered(path: String, expected: Digest, found: Digest)
    case harnessMissing(path: String, code: Int32)
    /// Sockets below the folder would exceed the 107 bytes that the system allows for a socket's path.
    case runDirectoryTooLong(path: String, limit: Int)
    case runDirectoryUnusable(path: String, code: Int32)
    case eventLoop(LoopError)
}
