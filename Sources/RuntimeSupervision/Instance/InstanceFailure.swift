/// Why there is no instance to serve a request.
public enum InstanceFailure: Error, Sendable, Hashable {
    /// The worker's own modules cannot be loaded.
    case loadFailed(LoadFailure)
    /// What the version consists of could not be read.
    case specificationUnavailable(String)
    /// It took too long; `detail` says for what it waited.
    case startTimedOut(after: Duration, detail: String)
    /// The process ended before it was ready.
    case ended(ProcessEnding)
    /// It has failed lately, and is not tried again yet.
    case backingOff(retryAfter: Duration, cause: String)
    case tooManyInstances(limit: Int)
    case tooManyWaiting(limit: Int)
    case stopping
    /// What only functions can fail of.
    case function(FunctionStartFailure)
}

extension InstanceFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .loadFailed(let failure): "its modules cannot be loaded: \(failure)"
        case .specificationUnavailable(let cause): "its code cannot be read: \(cause)"
        case .startTimedOut(let limit, let detail): "it was not ready within \(limit): \(detail)"
        case .ended(let ending): "its process ended before it was ready: \(ending)"
        case .backingOff(let delay, let cause): "it is tried again in \(delay), having failed: \(cause)"
        case .tooManyInstances(let limit): "\(limit) instances are running, and none is idle"
        case .tooManyWaiting(let limit): "\(limit) requests are already waiting for it"
        case .stopping: "the server is stopping"
        case .function(let failure): "\(failure)"
        }
    }
}
