import HTTPEngine

/// What an instance goes through, from the wish for it to its end.
///
/// It decides and does nothing: each event returns the actions to carry out, in order. Events that come too late for
/// the state are answered with none.
struct InstanceLifecycle {
    enum State: Equatable {
        /// Waits for its code and for a process.
        case preparing(hasCode: Bool, hasProcess: Bool)
        case loading
        case ready
        /// Takes no new request; those under way go on.
        case draining
        /// The engine finishes what it promised to finish.
        case finishing
        /// Killed, or about to be found dead.
        case ending
        case stopped
    }

    enum Event {
        case codeArrived
        case processArrived
        case loaded
        /// The code cannot be had, or cannot be loaded.
        case failed(InstanceFailure)
        case stopRequested
        /// No request is under way any more.
        case becameIdle
        case unresponsive
        case processEnded(ProcessEnding)
        case deadlinePassed
    }

    enum Action: Equatable {
        case load
        /// From now on it may be given requests.
        case publish
        /// It will never be ready; whoever waits is told.
        case abandon(InstanceFailure)
        /// It was ready and has ended on its own.
        case reportLoss(ProcessEnding)
        /// No new request may be given to it; watch for the last one to end.
        case withdraw
        case sendDrain(within: Duration)
        case kill
        /// It is over: forget it.
        case release
    }

    /// How long it may take to become ready, from the wish on.
    let startTimeout: Duration
    /// How long requests, and then promises, may take to end.
    let drainTimeout: Duration
    private(set) var state = State.preparing(hasCode: false, hasProcess: false)
    private(set) var deadline: LoopInstant

    init(startTimeout: Duration, drainTimeout: Duration, now: LoopInstant) {
        self.startTimeout = startTimeout
        self.drainTimeout = drainTimeout
        deadline = now + startTimeout
    }

    mutating func handle(_ event: Event, at now: LoopInstant) -> [Action] {
        switch (state, event) {
        case (.preparing(_, let hasProcess), .codeArrived): prepare(hasCode: true, hasProcess: hasProcess)
        case (.preparing(let hasCode, _), .processArrived): prepare(hasCode: hasCode, hasProcess: true)
        case (.loading, .loaded): move(to: .ready, until: .never, [.publish])
        case (.preparing, .failed(let failure)), (.loading, .failed(let failure)): giveUp(failure)
        case (.preparing, .deadlinePassed), (.loading, .deadlinePassed): giveUp(timeout)
        case (.preparing, .stopRequested), (.loading, .stopRequested): giveUp(.stopping)
        case (.preparing, .processEnded(let ending)), (.loading, .processEnded(let ending)):
            move(to: .stopped, until: .never, [.abandon(.ended(ending)), .release])
        case (.ready, .stopRequested): move(to: .draining, until: now + drainTimeout, [.withdraw])
        case (.ready, .processEnded(let ending)):
            move(to: .stopped, until: .never, [.withdraw, .reportLoss(ending), .release])
        case (.ready, .unresponsive), (.draining, .unresponsive): move(to: .ending, until: .never, [.withdraw, .kill])
        case (.draining, .becameIdle): finish(at: now)
        case (.draining, .deadlinePassed), (.finishing, .deadlinePassed): move(to: .ending, until: .never, [.kill])
        case (.draining, .processEnded), (.finishing, .processEnded), (.ending, .processEnded):
            move(to: .stopped, until: .never, [.release])
        default: []
        }
    }

    private mutating func prepare(hasCode: Bool, hasProcess: Bool) -> [Action] {
        guard hasCode, hasProcess else {
            state = .preparing(hasCode: hasCode, hasProcess: hasProcess)
            return []
        }
        return move(to: .loading, until: deadline, [.load])
    }

    private mutating func giveUp(_ failure: InstanceFailure) -> [Action] {
        if case .preparing(_, hasProcess: false) = state {
            return move(to: .stopped, until: .never, [.abandon(failure), .release])
        }
        return move(to: .ending, until: .never, [.abandon(failure), .kill])
    }

    /// The engine is told to end a little before it would be killed, so that it can still say what it cut off.
    private mutating func finish(at now: LoopInstant) -> [Action] {
        let limit = now + drainTimeout
        return move(to: .finishing, until: limit + .seconds(1), [.sendDrain(within: drainTimeout)])
    }

    private mutating func move(to state: State, until deadline: LoopInstant, _ actions: [Action]) -> [Action] {
        self.state = state
        self.deadline = deadline
        return actions
    }

    private var timeout: InstanceFailure {
        let detail =
            switch state {
            case .preparing(hasCode: false, _): "waiting for its code"
            case .preparing(_, hasProcess: false): "waiting for an engine"
            default: "loading its modules"
            }
        return .startTimedOut(after: startTimeout, detail: detail)
    }
}
