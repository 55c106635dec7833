/// Why work on a package ended early.
public enum PackageFailure: Error, Sendable, Hashable {
    case problem(PackageProblem)
    /// The task was cancelled.
    case cancelled
    /// The system refused; the cause is its own word for it.
    case system(operation: String, cause: String)
}

extension PackageFailure: CustomStringConvertible {
    /// One sentence without its full stop.
    public var description: String {
        switch self {
        case .problem(let problem): "\(problem)"
        case .cancelled: "it was cancelled"
        case .system(let operation, let cause): "could not \(operation): \(cause)"
        }
    }
}
