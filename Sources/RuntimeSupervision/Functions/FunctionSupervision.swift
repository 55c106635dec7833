import HTTPEngine

/// The functions of the runtime, on its loop: their engines, and the instances that run.
final class FunctionSupervision {
    private(set) var configuration: FunctionConfiguration
    private(set) var report: SandboxReport?
    /// Engines of one kind that may be starting at once.
    private static let maximumStarting = 4

    private let loop: EventLoop
    private let directory: RunDirectory
    private let registry: EngineRegistry
    private let numbers: EngineNumbers
    private let tellTrouble: (RuntimeEvent.Content) -> Void
    private var sandbox: Sandbox?
    private var groups: MemoryGroups?
    private var pools: [FunctionPoolKind: EnginePool] = [:]
    private var runs: [UInt64: FunctionRun] = [:]
    /// The engines that have ended, and whose groups may still hold a process that is ending.
    private var unreleased: [Int] = []
    private var nextID: UInt64 = 1
    private var isStopping = false
    /// Those who came before it was known how functions can be isolated.
    private var waiting: [() -> Void] = []
    var onEmpty: () -> Void = {}

    init(
        _ configuration: FunctionConfiguration,
        directory: RunDirectory,
        registry: EngineRegistry,
        numbers: EngineNumbers,
        on loop: EventLoop,
        report tellTrouble: @escaping (RuntimeEvent.Content) -> Void
    ) {
        self.configuration = configuration
        self.directory = directory
        self.registry = registry
        self.numbers = numbers
        self.loop = loop
        self.tellTrouble = tellTrouble
        SandboxProbe(configuration, on: loop) { [weak self] finding in self?.found(finding) }.begin()
    }

    /// Begins to start an instance: the completion is called once, when its engine is there and its folders are to be
    /// filled, or with why that cannot be.
    func start(
        _ launch: FunctionLaunch,
        tell: @escaping (FunctionEvent) -> Void,
        onEnd: @escaping () -> Void,
        completion: @escaping (Result<(FunctionRun, SlotFolder), InstanceFailure>) -> Void
    ) {
        guard !isStopping else { return completion(.failure(.stopping)) }
        guard let report else {
            return waiting.append { [self] in start(launch, tell: tell, onEnd: onEnd, completion: completion) }
        }
        if let failure = refusal(of: launch, report) { return completion(.failure(failure)) }
        let id = nextID
        nextID += 1
        let run = FunctionRun(
            id: id,
            launch: launch,
            linesPerSecond: configuration.linesPerSecond,
            groups: groups,
            on: loop,
            tell: tell,
            onEnd: { [weak self] in
                onEnd()
                self?.ended(id)
            }
        )
        runs[id] = run
        run.begin { if case .failure(let failure) = $0 { completion(.failure(failure)) } }
        pool(for: launch).take { [directory] process in
            guard run.adopt(process) else { return false }
            completion(.success((run, directory.slot(process.number))))
            return true
        }
    }

    /// Gives the function to its engine; the completion is called once, when it is ready or cannot be.
    func load(_ run: FunctionRun, slot: SlotFolder, _ completion: @escaping FunctionRun.Started) {
        let payload = FunctionLoadPayload(
            run.launch,
            instance: run.launch.identity.instanceID.isEmpty ? "c-\(run.id)" : run.launch.identity.instanceID,
            code: sandbox == nil ? slot.code : "/code",
            layers: sandbox == nil ? slot.layers : "/opt",
            processes: configuration.processes
        )
        limitMemory(of: run)
        do {
            run.load(try payload.bytes(), completion)
        } catch {
            let failure = InstanceFailure.specificationUnavailable("it cannot be encoded: \(error)")
            run.fail(failure)
            completion(.failure(failure))
        }
    }

    /// Keeps so many engines of each kind warm, and none of those that are not named.
    func keepWarm(_ counts: [FunctionEngine: Int]) {
        // A pool that is made after the stop would never be closed.
        guard !isStopping else { return }
        guard let report else { return configuration.warmEngines = counts }
        for engine in FunctionEngine.allCases where report.isSufficient {
            let count = configuration.missing(engine) == nil ? counts[engine] ?? 0 : 0
            let disk = configuration.warmDiskMebibytes
            let kind = FunctionPoolKind(engine: engine, hasNetwork: false, diskMebibytes: disk)
            if count > 0 || pools[kind] != nil { pool(kind).keep(count) }
        }
    }

    /// Calls back when it is known how functions can be isolated.
    func whenReported(_ completion: @escaping (SandboxReport) -> Void) {
        if let report { return completion(report) }
        waiting.append { [self] in whenReported(completion) }
    }

    func engineName(of run: FunctionRun) -> String {
        pool(for: run.launch).engineName ?? run.launch.runtime.engine.rawValue
    }

    /// Starts what is missing, and ends what has no use.
    func sweep() {
        for pool in pools.values { pool.settle() }
        releaseGroups()
    }

    /// Removes the groups of instances whose last process has ended.
    private func releaseGroups() {
        unreleased.removeAll { groups?.release($0) ?? true }
    }

    func stop(within limit: Duration) {
        isStopping = true
        for run in runs.values { run.stop(within: limit) {} }
        for pool in pools.values { pool.close() }
    }

    /// Whether nothing is left that runs; what finds out how functions can be isolated runs, too, and is waited for.
    var isEmpty: Bool {
        report != nil && runs.isEmpty && unreleased.isEmpty && pools.values.allSatisfy(\.isEmpty)
    }

    /// Before it runs any code of the function, so that everything the function starts is in the group.
    private func limitMemory(of run: FunctionRun) {
        guard let groups, let process = run.process, let pid = process.identity?.pid else { return }
        // What is in `/tmp` is memory too.
        let bytes = (run.launch.memoryMebibytes + kind(of: run.launch).diskMebibytes) << 20
        let processes = [pid] + ProcessTree.descendants(of: pid)
        run.memoryBefore = ProcessTree.peakMemory(below: pid)
        if !groups.hold(processes, number: process.number, bytes: bytes) {
            tellTrouble(.engineTrouble("engine \(process.number): its memory cannot be limited as a whole"))
        }
    }

    private func ended(_ id: UInt64) {
        if let process = runs.removeValue(forKey: id)?.process {
            if let identity = process.identity { registry.remove(identity) }
            unreleased.append(process.number)
            releaseGroups()
        }
        onEmpty()
    }

    private func refusal(of launch: FunctionLaunch, _ report: SandboxReport) -> InstanceFailure? {
        guard report.isSufficient else {
            let reasons = report.missing.map { "\($0.layer.rawValue): \($0.reason)" }.joined(separator: "; ")
            return .function(.sandboxUnavailable(reasons))
        }
        guard runs.count < configuration.instances else { return .tooManyInstances(limit: configuration.instances) }
        let engine = launch.runtime.engine
        return configuration.missing(engine).map { .function(.runtimeUnavailable($0)) }
    }

    /// How functions can be isolated is known now.
    private func found(_ finding: SandboxProbe.Finding) {
        sandbox = finding.sandbox
        groups = finding.groups
        report = finding.report
        keepWarm(configuration.warmEngines)
        let starts = waiting
        waiting = []
        for start in starts { start() }
    }

    private func pool(for launch: FunctionLaunch) -> EnginePool {
        pool(kind(of: launch))
    }

    private func kind(of launch: FunctionLaunch) -> FunctionPoolKind {
        FunctionPoolKind(
            engine: launch.runtime.engine,
            hasNetwork: launch.hasNetwork,
            diskMebibytes: max(launch.diskMebibytes, configuration.warmDiskMebibytes)
        )
    }

    private func pool(_ kind: FunctionPoolKind) -> EnginePool {
        if let pool = pools[kind] { return pool }
        let pool = EnginePool(
            plan: PoolPlan(target: 0, maximumStarting: Self.maximumStarting),
            command: FunctionCommand(
                configuration: configuration,
                kind: kind,
                sandbox: sandbox,
                directory: directory
            ),
            registry: registry,
            on: loop,
            nextNumber: numbers.next,
            report: tellTrouble
        )
        pools[kind] = pool
        return pool
    }
}

/// What is told of it.
extension FunctionSupervision {
    var status: FunctionStatus {
        let names = Dictionary(grouping: runs.values, by: \.launch.runtime.name).mapValues(\.count)
        return FunctionStatus(
            sandbox: report,
            engines: FunctionEngine.allCases.map { engine in
                let pools = pools.filter { $0.key.engine == engine }.map(\.value)
                return FunctionStatus.Engine(
                    engine: engine,
                    release: pools.lazy.compactMap(\.engineName).first,
                    warm: pools.reduce(0) { $0 + $1.warmCount },
                    missing: configuration.missing(engine),
                    runtimes: FunctionRuntime.names(of: engine).map {
                        FunctionStatus.Runtime(name: $0, instances: names[$0] ?? 0)
                    }
                )
            }
        )
    }
}
