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
    private let command: any EngineCommand
    private let registry: EngineRegistry
    private let report: (RuntimeEvent.Content) -> Void

    private var plan: PoolPlan
    private var starting: [Int: EngineProcess] = [:]
    private var warm: [EngineProcess] = []
    private var takers: [Taker] = []
    private let nextNumber: () -> Int
    private var isClosed = false
    /// What the last engine said of itself.
    private var lastHello: HarnessMessage.Hello?

    init(
        plan: PoolPlan,
        command: any EngineCommand,
        registry: EngineRegistry,
        on loop: EventLoop,
        nextNumber: @escaping () -> Int,
        report: @escaping (RuntimeEvent.Content) -> Void
    ) {
        self.plan = plan
        self.command = command
        self.registry = registry
        self.loop = loop
        self.report = report
        self.nextNumber = nextNumber
    }

    var warmCount: Int { warm.count }
    /// The release of the last engine.
    var engineVersion: String? { lastHello?.version }
    /// Its name and release.
    var engineName: String? { lastHello.map { "\($0.engine) \($0.version)" } }

    /// Changes how many are kept warm; what is too many serves all the same.
    func keep(_ count: Int) {
        plan.target = count
        settle()
    }

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
        let number = nextNumber()
        do {
            let process = try EngineProcess(number: number, command: command, on: loop) {
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
        lastHello = hello
        plan.becameWarm()
        if let allowance = command.dataAllowance, !process.limitData(allowance: allowance) {
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
