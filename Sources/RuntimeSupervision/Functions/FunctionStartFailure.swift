/// Why a function has no instance, where the reason lies in the function or in how functions are run here.
public enum FunctionStartFailure: Error, Sendable, Hashable {
    /// A file of the package or of a layer cannot be given to the instance; `code` is the system's `errno`.
    case packageUnreadable(path: String, code: Int32)
    /// There is neither a command nor a file `bootstrap`.
    case bootstrapMissing(String)
    case bootstrapNotExecutable(String)
    /// The command ended before it listened.
    case commandExited(String)
    /// The command runs, but does not accept connections on all addresses.
    case notListening(String)
    case initializerFailed(LoadFailure)
    /// The engine of the runtime is not installed, or cannot be used.
    case runtimeUnavailable(String)
    /// The sandbox that functions need cannot be had on this machine.
    case sandboxUnavailable(String)
}

extension FunctionStartFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .packageUnreadable(let path, let code): "its file \(path) cannot be used (errno \(code))"
        case .bootstrapMissing(let detail), .bootstrapNotExecutable(let detail), .commandExited(let detail),
            .notListening(let detail):
            detail
        case .initializerFailed(let failure): "its initializer failed: \(failure)"
        case .runtimeUnavailable(let detail): "its runtime is not available: \(detail)"
        case .sandboxUnavailable(let detail): "functions cannot be isolated: \(detail)"
        }
    }
}

extension FunctionStartFailure {
    /// What a harness reports under a name of Function Compute's own; nil for what user code has thrown.
    init?(_ failure: LoadFailure) {
        switch failure.name {
        case "CAFileNotFound": self = .bootstrapMissing(failure.message)
        case "CAFilePermission": self = .bootstrapNotExecutable(failure.message)
        case "CAExited": self = .commandExited(failure.message)
        case "FunctionNotStarted": self = .notListening(failure.message)
        default:
            guard failure.phase == .initializer else { return nil }
            self = .initializerFailed(failure)
        }
    }
}
