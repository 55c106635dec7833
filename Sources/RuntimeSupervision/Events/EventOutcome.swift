/// How an event that was given to an instance ended.
public enum EventOutcome: Sendable, Hashable {
    case done
    /// The handler, or something it gave to `waitUntil`, threw; or there is no handler.
    ///
    /// `mayRetry` is false when the handler asked not to be called again for this event. The exception is nil when the
    /// instance told none.
    case exception(Failure?, mayRetry: Bool)
    /// There was no instance to run it: the handler was not called.
    case unavailable(InstanceFailure)
    /// It took longer than it may; the instance may still be at it.
    case timedOut
    /// The instance ended meanwhile.
    case lost
    /// The runtime is stopping.
    case stopped

    /// The first error that was thrown.
    public struct Failure: Error, Sendable, Hashable {
        public let name: String
        public let message: String
        public let stack: String?

        public init(name: String, message: String, stack: String? = nil) {
            self.name = name
            self.message = message
            self.stack = stack
        }
    }
}

extension EventOutcome {
    init(_ result: HarnessMessage.EventResult) {
        switch result.outcome {
        case "ok": self = .done
        default:
            let failure = result.error.map { Failure(name: $0.name, message: $0.message, stack: $0.stack) }
            self = .exception(failure, mayRetry: !result.noRetry)
        }
    }
}
