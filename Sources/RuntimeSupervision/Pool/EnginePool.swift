import HTTPEngine

/// Engines that are warm: started, connected, without permissions, and still without code.
///
/// Each is given away once. Lives on the runtime's loop.
final class EnginePool {
    /// Takes the process over by setting its `onEvent`, or returns false when it is not wanted any more.
    typealias Taker = (EngineProcess) -> Bool

    /// How long an engine may take to say hello.
    static let startTimeout = Duration.seconds(15)

    private let loop: EventLoop
    private let directory: RunDirectory
    private let command: DenoCommand
    private let registry: EngineRegistry
    /// What the engine may allocate beyond what it has after its start, in bytes.
    private let dataAllowance: Int
    private let report: (RuntimeEvent.Content) -> Void

    private var plan: PoolPlan
    private var starting: [Int: EngineProcess] = [:]
    private var warm: [EngineProcess] = []
    private var takers: [Taker] = []
    private var nextNumber = 1
    private var isClosed = false
    /// What the last engine said of itself.
    private(set) var engineVersion: String?

    init(
        plan: PoolPlan,
        command: DenoCommand,
        directory: RunDirectory,
        registry: EngineRegistry,
        on loop: EventLoop,
        report: @escaping (RuntimeEvent.Content) -> Void
    ) {
        self.plan = plan
        self.command = command
        self.directory = directory
        self.registry = registry
        self.loop = loop
        self.report = report
        dataAllowance = command.configuration.dataMebibytes << 20
    }

    var warmCount: Int { warm.count }

    /// Gives away a warm engine, now or as soon as there is one.
    func take(_ taker: @escaping Taker) {
        takers.append(taker)
        settle()
    }

    /// Starts what is missing; called again by the runtime's sweep, since starts may have been put off.
    func settle() {
        guard !isClosed else { return }
        while let process = warm.first, let taker = takers.first {
            takers.removeFirst()
            if taker(process) { warm.removeFirst() }
        }
        let count = plan.startsNeeded(idle: warm.count, waiting: takers.count, at: loop.now)
        for _ in 0..<count { start() }
    }

    /// Ends the engines that nobody has taken.
    func close() {
        isClosed = true
        takers = []
        for process in Array(starting.values) + warm { process.kill() }
    }

    /// Whether all engines that nobody had taken have ended.
    var isEmpty: Bool { starting.isEmpty && warm.isEmpty }

    private func start() {
        let number = nextNumber
        nextNumber += 1
        do {
            let process = try EngineProcess(number: number, command: command, in: directory, on: loop) {
                [weak self] process, event in self?.handle(event, of: process)
            }
            plan.started()
            starting[number] = process
            if let identity = process.identity { registry.add(identity) }
            loop.after(Self.startTimeout) { [weak self] in self?.starting[number]?.kill() }
        } catch {
            plan.failed(wasStarting: false, at: loop.now)
            report(.engineTrouble("no engine could be started: \(error)"))
        }
    }

    private func handle(_ event: EngineProcess.Event, of process: EngineProcess) {
        switch event {
        case .hello(let hello): becameWarm(process, hello)
        case .output(let line, _): report(.engineTrouble("engine \(process.number): \(line)"))
        case .violation(let violation): report(.engineTrouble("engine \(process.number): \(violation)"))
        case .message: break
        case .ended(let ending): ended(process, ending)
        }
    }

    private func becameWarm(_ process: EngineProcess, _ hello: HarnessMessage.Hello) {
        guard starting.removeValue(forKey: process.number) != nil else { return }
        engineVersion = hello.version
        plan.becameWarm()
        if !process.limitData(allowance: dataAllowance) {
            report(.engineTrouble("engine \(process.number): its memory cannot be limited"))
        }
        warm.append(process)
        if isClosed { process.kill() } else { settle() }
    }

    private func ended(_ process: EngineProcess, _ ending: ProcessEnding) {
        if let identity = process.identity { registry.remove(identity) }
        let wasStarting = starting.removeValue(forKey: process.number) != nil
        warm.removeAll { $0 === process }
        guard !isClosed else { return }
        plan.failed(wasStarting: wasStarting, at: loop.now)
        report(.engineTrouble("engine \(process.number) \(ending) before it was used"))
    }
}
