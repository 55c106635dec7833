/// Decides when the silent client of a WebSocket is asked for a sign of life, and when a client is given up.
///
/// A client has two ways to keep us waiting: it says nothing, or it does not read. Against the first it is pinged;
/// against the second, what waits for it at one moment must have left by a later one.
struct WebSocketWatch {
    enum Verdict {
        case wait
        case ping
        case giveUp
    }

    private let pingInterval: Duration
    private let limits: ServerLimits
    private var silenceEnds: LoopInstant
    private var isPinged = false
    private var backlog: Backlog?

    /// What waited for the client to read, when it was last looked at.
    private struct Backlog {
        /// The count of sent bytes up to and with the last of them.
        let end: Int
        let deadline: LoopInstant
    }

    init(pingInterval: Duration, limits: ServerLimits, at now: LoopInstant) {
        self.pingInterval = pingInterval
        self.limits = limits
        silenceEnds = now + pingInterval
    }

    /// The client said something, or is listened to again.
    mutating func heard(at now: LoopInstant) {
        isPinged = false
        silenceEnds = now + pingInterval
    }

    /// Notes how many bytes were sent since the beginning, and how many of them wait for the client to read.
    mutating func note(sent: Int, pending: Int, at now: LoopInstant) {
        guard pending > 0 else { return backlog = nil }
        if let backlog, sent - pending < backlog.end { return }
        backlog = Backlog(end: sent, deadline: now + limits.timeToLeave(pending))
    }

    /// The next moment at which there may be something to do.
    func deadline(isListening: Bool) -> LoopInstant {
        min(backlog?.deadline ?? .never, isListening ? silenceEnds : .never)
    }

    mutating func verdict(at now: LoopInstant, isListening: Bool) -> Verdict {
        if let backlog, backlog.deadline <= now { return .giveUp }
        guard isListening, silenceEnds <= now else { return .wait }
        guard !isPinged else { return .giveUp }
        isPinged = true
        silenceEnds = now + pingInterval
        return .ping
    }
}
