import HTTPEngine
import ReleaseModel

/// The runtime itself, on its loop: which instances there are, and what becomes of them.
///
/// ``RuntimeSupervisor`` is the door to it for other threads. Decisions are those of ``InstanceLifecycle`` and
/// ``PoolPlan``; here they are carried out.
final class Supervision {
    let loop: EventLoop
    let limits: RuntimeLimits
    let pool: EnginePool
    let registry: EngineRegistry
    /// Shared by all pools, since engines of all kinds have their sockets in one folder.
    let numbers: EngineNumbers
    /// Nil where no functions are run.
    let functions: FunctionSupervision?
    var recent: RecentKeys
    var records: [InstanceKey: KeyRecord] = [:]
    var instances: [UInt64: Instance] = [:]
    /// Keys whose instances idleness does not stop.
    var kept: Set<InstanceKey> = []
    /// Workloads whose invocations are told.
    var observed: Set<Workload.ID> = []
    let bindings: BindingPorts
    var isStopping = false
    /// Called when the last process has ended after a stop.
    var onStopped: (() -> Void)?

    /// Asks for the code of a key; returns whether the question was taken.
    ///
    /// The answer comes by `codeArrived`.
    private let requestCode: (InstanceKey, UInt64) -> Bool
    private let report: (RuntimeEvent.Content, InstanceKey?, UInt64?, String?) -> Void
    private var nextID: UInt64 = 1
    private var isPolling = false

    init(
        command: DenoCommand,
        directory: RunDirectory,
        recent: RecentKeys,
        bindings: BindingPorts,
        limits: RuntimeLimits,
        functions: FunctionConfiguration?,
        on loop: EventLoop,
        requestCode: @escaping (InstanceKey, UInt64) -> Bool,
        report: @escaping (RuntimeEvent.Content, InstanceKey?, UInt64?, String?) -> Void
    ) {
        registry = EngineRegistry(path: directory.registryPath)
        let numbers = EngineNumbers()
        self.numbers = numbers
        pool = EnginePool(
            plan: PoolPlan(target: limits.warmEngines, maximumStarting: limits.startingEngines),
            command: command,
            registry: registry,
            on: loop,
            nextNumber: numbers.next,
            report: { report($0, nil, nil, nil) }
        )
        self.functions = functions.map { [registry] configuration in
            FunctionSupervision(
                configuration,
                directory: directory,
                registry: registry,
                numbers: numbers,
                on: loop,
                report: { report($0, nil, nil, nil) }
            )
        }
        self.recent = recent
        self.bindings = bindings
        self.limits = limits
        self.loop = loop
        self.requestCode = requestCode
        self.report = report
        loop.every(limits.sweepInterval) { [weak self] in self?.sweep() }
        pool.settle()
    }

    /// Gives the waiter an endpoint, now or as soon as there is one, or tells why there will be none.
    func acquire(_ key: InstanceKey, _ waiter: @escaping KeyRecord.Waiter) {
        guard !isStopping else { return waiter(.failure(.stopping)) }
        if let endpoint = records[key]?.current?.openEndpoint {
            recent.used(key)
            return waiter(.success(endpoint))
        }
        if let failure = refusal(of: key) { return waiter(.failure(failure)) }
        records[key, default: newRecord()].waiters.append(waiter)
        startIfNeeded(key)
    }

    /// Starts an instance that nobody waits for yet; one that runs may be idle for as long as a new one.
    func prewarm(_ key: InstanceKey) {
        guard !isStopping, refusal(of: key) == nil else { return }
        records[key]?.current?.touch(at: loop.now)
        startIfNeeded(key)
    }

    /// The answer to ``requestCode``.
    func codeArrived(_ specification: Result<LaunchSpecification, InstanceFailure>, for id: UInt64) {
        guard let instance = instances[id] else { return }
        switch specification {
        case .success(let specification):
            instance.specification = specification
            apply(.codeArrived, to: instance)
        case .failure(let failure):
            apply(.failed(failure), to: instance)
        }
    }

    /// Replaces an instance that could not be connected to; what is under way on it may go on.
    func endpointFailed(id: UInt64) {
        if let instance = instances[id] { apply(.stopRequested, to: instance) }
    }

    /// Ends everything in order, within the drain timeout.
    func stop() {
        isStopping = true
        for instance in instances.values { apply(.stopRequested, to: instance) }
        pool.close()
        functions?.stop(within: limits.drainTimeout)
        reportIfStopped()
    }

    /// Why no instance is started for a key now, if so.
    private func refusal(of key: InstanceKey) -> InstanceFailure? {
        let record = records[key]
        if let record, record.waiters.count >= limits.waitersPerKey {
            return .tooManyWaiting(limit: limits.waitersPerKey)
        }
        guard record?.current == nil else { return nil }
        if let record, let delay = record.retry.remaining(at: loop.now) {
            return .backingOff(retryAfter: delay, cause: record.lastFailure)
        }
        guard instances.count >= limits.instances else { return nil }
        makeRoom()
        return .tooManyInstances(limit: limits.instances)
    }

    private func startIfNeeded(_ key: InstanceKey) {
        guard records[key]?.current == nil else { return }
        let id = nextID
        nextID += 1
        let lifecycle = InstanceLifecycle(
            startTimeout: limits.startTimeout,
            drainTimeout: limits.drainTimeout,
            now: loop.now
        )
        let budget = EventBudget(perSecond: limits.eventsPerSecond, now: loop.now)
        let instance = Instance(id: id, key: key, lifecycle: lifecycle, budget: budget, now: loop.now)
        instances[id] = instance
        records[key, default: newRecord()].current = instance
        guard requestCode(key, id) else {
            return apply(.failed(.tooManyWaiting(limit: limits.pendingSpecifications)), to: instance)
        }
        pool.take { [weak self, weak instance] process in
            guard let self, let instance, instances[id] != nil else { return false }
            return give(process, to: instance)
        }
    }

    /// Stops the instance that has been idle longest, so that the next request finds room.
    private func makeRoom() {
        let idle = instances.values.filter { $0.isIdle(for: .zero, at: loop.now) && !kept.contains($0.key) }
        let oldest = idle.min { ($0.readySince ?? .never) < ($1.readySince ?? .never) }
        if let oldest { apply(.stopRequested, to: oldest) }
    }

    private func newRecord() -> KeyRecord {
        KeyRecord(retry: RetryDelay(initial: limits.firstRetryDelay, maximum: limits.longestRetryDelay))
    }
}

/// What others of the runtime's parts report.
extension Supervision {
    func emit(_ content: RuntimeEvent.Content, of instance: Instance, requestID: String? = nil) {
        report(content, instance.key, instance.id, requestID)
    }

    func emit(_ content: RuntimeEvent.Content) {
        report(content, nil, nil, nil)
    }

    /// Looks for the last request of instances that are to stop, for as long as there are any.
    func pollDraining() {
        guard !isPolling else { return }
        isPolling = true
        loop.after(limits.drainPollInterval) { [weak self] in
            guard let self else { return }
            isPolling = false
            let draining = instances.values.filter { $0.lifecycle.state == .draining }
            for instance in draining where instance.inFlight == 0 { apply(.becameIdle, to: instance) }
            if instances.values.contains(where: { $0.lifecycle.state == .draining }) { pollDraining() }
        }
    }

    func reportIfStopped() {
        guard isStopping, instances.isEmpty, pool.isEmpty, functions?.isEmpty ?? true, let onStopped else { return }
        self.onStopped = nil
        recent.save()
        onStopped()
    }
}
