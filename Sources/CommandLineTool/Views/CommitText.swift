import NativeWire

/// What became of a change: its revision, and whether the gateway serves by it.
enum CommitText {
    static func of(_ commit: WireCommit) -> TerminalText {
        switch commit.state {
        case "in_force":
            guard let milliseconds = commit.inForceAfterMilliseconds else {
                return "revision \(commit.revision), \("in force", .good)"
            }
            return "revision \(commit.revision), \("in force", .good) after \(Milliseconds.text(milliseconds))"
        case "no_data_plane":
            return "revision \(commit.revision), stored; \("no data process runs that could serve it", .caution)"
        case "unconfirmed":
            return "revision \(commit.revision), stored; \("the gateway has not confirmed it yet", .caution)"
        default:
            return "revision \(commit.revision), \(commit.state)"
        }
    }

    /// How fast the previous deployment could be brought back; `nil` where there is none.
    static func rollback(_ commit: WireCommit) -> TerminalText? {
        switch commit.rollback {
        case nil: nil
        case "warm": "warm \("(the previous version still runs)", .faint)"
        case "pool": "pool \("(a waiting process loads the previous version)", .faint)"
        case "cold": "cold \("(the previous version must be started)", .faint)"
        case .some(let other): "\(other)"
        }
    }
}
