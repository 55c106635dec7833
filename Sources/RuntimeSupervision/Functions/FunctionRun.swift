import HTTPEngine

/// One instance of a function, from the wish for it to the end of its process.
///
/// Lives on the runtime's loop; ``FunctionInstance`` is the door to it for other threads.
final class FunctionRun {
    /// How long an instance that says too much is not listened to.
    static let silence = Duration.milliseconds(100)
    /// The lines an instance may say too many in a second, before it is not listened to for a while.
    static let patience = 1_000
    /// How long the last lines are waited for.
    static let flushLimit = Duration.seconds(2)

    typealias Started = (Result<EngineProcess, InstanceFailure>) -> Void

    let id: UInt64
    let launch: FunctionLaunch
    private(set) var process: EngineProcess?
    private(set) var hasEnded = false

    private let groups: MemoryGroups?
    private let loop: EventLoop
    private let tell: (FunctionEvent) -> Void
    private let onEnd: () -> Void
    private var isStarting = true
    private var failure: InstanceFailure?
    private var onStart: Started?
    private var startTimer: LoopTimer?
    private var budget: EventBudget
    private var excess = 0
    private var flushes: [UInt32: () -> Void] = [:]
    private var nextFlush: UInt32 = 1
    private var endWaiters: [() -> Void] = []
    private var memoryPeak = 0
    /// What its processes had before they were a group, which is not charged to it, in bytes.
    var memoryBefore = 0

    init(
        id: UInt64,
        launch: FunctionLaunch,
        linesPerSecond: Int,
        groups: MemoryGroups?,
        on loop: EventLoop,
        tell: @escaping (FunctionEvent) -> Void,
        onEnd: @escaping () -> Void
    ) {
        self.id = id
        self.launch = launch
        self.groups = groups
        self.loop = loop
        self.tell = tell
        self.onEnd = onEnd
        budget = EventBudget(perSecond: linesPerSecond, now: loop.now)
    }

    /// Begins to wait for an engine: the completion is called if none can be had in time.
    func begin(_ completion: @escaping Started) {
        onStart = completion
        let limit = launch.startTimeout + (launch.initializer?.timeout ?? .zero)
        startTimer = loop.after(limit) { [weak self] in
            guard let self else { return }
            let detail = process == nil ? "waiting for an engine" : "loading the function"
            fail(.startTimedOut(after: limit, detail: detail))
        }
    }

    /// Makes a warm engine this instance's; returns false when it is not wanted any more.
    func adopt(_ process: EngineProcess) -> Bool {
        guard isStarting, self.process == nil else { return false }
        self.process = process
        onStart = nil
        process.onEvent = { [self] _, event in handle(event) }
        return true
    }

    /// Gives the function to the engine, whose folders have been filled; the completion is called once.
    func load(_ description: [UInt8], _ completion: @escaping Started) {
        if let failure { return completion(.failure(failure)) }
        onStart = completion
        process?.load(description)
    }

    /// Gives the start up, if it is not over.
    func fail(_ failure: InstanceFailure) {
        guard isStarting else { return }
        self.failure = failure
        if process == nil { end() } else { kill() }
        started(.failure(failure))
    }

    private func started(_ result: Result<EngineProcess, InstanceFailure>) {
        isStarting = false
        startTimer?.cancel()
        let waiter = onStart
        onStart = nil
        waiter?(result)
    }

    /// Calls back when all lines that were said before have been told, or could not be had in time.
    func flush(_ completion: @escaping (UInt32) -> Void) {
        guard !hasEnded, let process else { return completion(0) }
        let id = nextFlush
        nextFlush &+= 1
        flushes[id] = { [tell] in
            tell(.flushed(id))
            completion(id)
        }
        process.ping(id: id)
        loop.after(Self.flushLimit) { [weak self] in self?.flushes.removeValue(forKey: id)?() }
    }

    /// Ends everything that the instance runs, at once.
    func kill() {
        guard !hasEnded else { return }
        process?.kill()
    }

    /// Lets the function end in order, and ends it at the limit; calls back when it has ended.
    func stop(within limit: Duration, _ completion: @escaping () -> Void) {
        guard !hasEnded, let process else { return completion() }
        endWaiters.append(completion)
        process.drain(within: limit)
        loop.after(limit) { [weak self] in self?.kill() }
    }

    /// The most memory that its processes had at once, as far as it was looked at, in bytes.
    func measureMemory() -> Int {
        guard let process, let pid = process.identity?.pid, !hasEnded else { return memoryPeak }
        let peak = groups?.peak(process.number).map { $0 + memoryBefore } ?? ProcessTree.peakMemory(below: pid)
        memoryPeak = max(memoryPeak, peak)
        return memoryPeak
    }
}

/// What its engine says.
extension FunctionRun {
    private func handle(_ event: EngineProcess.Event) {
        switch event {
        case .message(let message): handle(message)
        case .output(let line, let isError): log(line, requestID: nil, isError: isError)
        case .violation(let violation): log("control socket: \(violation)", requestID: nil, isError: true)
        case .ended(let ending): ended(ending)
        case .hello: break
        }
    }

    private func handle(_ message: HarnessMessage) {
        switch message {
        case .ready:
            guard isStarting, let process else { return }
            started(.success(process))
        case .loadFailed(let failure):
            fail(FunctionStartFailure(failure).map(InstanceFailure.function) ?? .loadFailed(failure))
        case .log(let entry):
            log(entry.text, requestID: entry.requestId, isError: entry.level == "error")
        case .pong(let id):
            // Standard output has a socket of its own: what is in it by now is read within this turn of the loop.
            loop.after(.zero) { [weak self] in self?.flushes.removeValue(forKey: id)?() }
        case .hello, .drained, .call, .eventDone, .invocation, .exception: break
        }
    }

    private func log(_ line: String, requestID: String?, isError: Bool) {
        switch budget.spend(at: loop.now) {
        case .drop:
            excess += 1
            if excess >= Self.patience { silence() }
            return
        case .passAfterDropping(let count):
            let text = "\(count) lines were dropped: more than \(budget.perSecond) in a second"
            tell(.log(line: text, requestID: nil, isError: true))
            excess = 0
        case .pass: break
        }
        tell(.log(line: line, requestID: requestID, isError: isError))
    }

    private func silence() {
        excess = 0
        process?.pauseReading()
        loop.after(Self.silence) { [weak self] in self?.process?.resumeReading() }
    }

    private func ended(_ ending: ProcessEnding) {
        process?.onEvent = { _, _ in }
        if let process { memoryPeak = max(memoryPeak, groups?.peak(process.number).map { $0 + memoryBefore } ?? 0) }
        tell(.ended(ending))
        end()
        if isStarting {
            failure = .ended(ending)
            started(.failure(.ended(ending)))
        }
    }

    private func end() {
        guard !hasEnded else { return }
        hasEnded = true
        for flush in flushes.values { flush() }
        flushes = [:]
        // Whoever waits for the end finds that it has come.
        onEnd()
        for waiter in endWaiters { waiter() }
        endWaiters = []
    }
}
