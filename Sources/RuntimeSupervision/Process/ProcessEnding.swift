/// How a process ended.
public enum ProcessEnding: Sendable, Hashable {
    case exited(code: Int32)
    case killed(signal: Int32)
}

extension ProcessEnding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exited(let code): "exited with code \(code)"
        case .killed(let signal): "killed by signal \(signal)"
        }
    }
}
