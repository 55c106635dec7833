/// How long to wait before a function that does not start is started again: twice as long each time, up to a limit.
struct StartPause: Sendable {
    typealias Instant = ContinuousClock.Instant

    private let first: Duration
    private let longest: Duration
    private var failures = 0
    private var last: (failure: StartFailure, until: Instant)?

    init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    func isRunning(at now: Instant) -> Bool {
        last.map { now < $0.until } ?? false
    }

    /// Why nothing is started at that time; `nil` when it may be.
    func failure(at now: Instant) -> StartFailure? {
        last.flatMap { now < $0.until ? $0.failure : nil }
    }

    /// Whether the failures count for the next pause: for as long again as the longest one.
    func isRemembered(at now: Instant) -> Bool {
        last.map { now < $0.until + longest } ?? false
    }

    mutating func failed(_ failure: StartFailure, at now: Instant) {
        // Beyond twenty doublings the limit has long been reached.
        let pause = first * (1 << min(failures, 20))
        failures += 1
        last = (failure, now + min(pause, longest))
    }

    mutating func succeeded() {
        failures = 0
        last = nil
    }
}
