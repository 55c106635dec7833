/// How a process ended.
public enum ProcessEnding: Sendable, Hashable {
    case exited(code: Int32)
    case killed(signal: Int32)
}

extension ProcessEnding {
    /// How the process within bubblewrap ended, which exits as shells do: with 128 and the signal's number.
    var unwrapped: ProcessEnding {
        guard case .exited(let code) = self, (129...192).contains(code) else { return self }
        return .killed(signal: code - 128)
    }
}

extension ProcessEnding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exited(let code): "exited with code \(code)"
        case .killed(let signal): "killed by signal \(signal)"
        }
    }
}
