public import FoundationEssentials
public import HTTPEngine
public import Lifecycle
public import ReleaseModel
import Synchronization

/// Runs the code of versions: one process per version, from a pool of warm engines.
///
/// Everything happens on one thread of its own, which also starts all engines, because the kernel ends them with the
/// thread that started them. Methods may be called from any thread.
public final class RuntimeSupervisor: Service {
    /// Reads what a version consists of.
    ///
    /// Called once per start of an instance.
    public typealias ReadSpecification = @Sendable (InstanceKey) async throws -> LaunchSpecification

    public let name = "runtime"
    /// The keys that an earlier life served last, most recent first: candidates for ``prewarm(_:)``.
    public let recentlyServed: [InstanceKey]

    let thread: LoopThread
    let linker = PackageLinker()
    private let supervision = Mutex<LoopBound<Supervision>?>(nil)
    private let isEngineVerified: Bool
    private let readSpecification: ReadSpecification
    private let questions: AsyncStream<Question>

    /// A wish for the code of an instance.
    private struct Question: Sendable {
        let key: InstanceKey
        let instance: UInt64
    }

    /// Checks the engine and the folder, ends engines that an earlier life has left, and begins to warm new ones.
    ///
    /// Instances start only while ``run()`` runs. `events` is called on the runtime's thread and must not block.
    /// `bindings` is what the code may reach by its bindings; `functions` is what functions run on, if any shall run.
    public init(
        engine configuration: EngineConfiguration,
        runDirectory path: String,
        limits: RuntimeLimits = RuntimeLimits(),
        bindings: BindingPorts = BindingPorts(),
        functions: FunctionConfiguration? = nil,
        clock: @escaping @Sendable () -> Date,
        events: @escaping @Sendable (RuntimeEvent) -> Void,
        specification: @escaping ReadSpecification
    ) throws(RuntimeError) {
        isEngineVerified = try EngineBinary(configuration).isVerified
        if let functions, let node = functions.nodePath { _ = try EngineBinary.verify(node, functions.nodeDigest) }
        let directory = try RunDirectory(path: path)
        let recent = RecentKeys(path: directory.recencyPath)
        recentlyServed = recent.keys
        readSpecification = specification
        let (stream, asker) = AsyncStream.makeStream(
            of: Question.self,
            bufferingPolicy: .bufferingOldest(limits.pendingSpecifications)
        )
        questions = stream
        do {
            thread = try LoopThread(name: name, sweepInterval: limits.sweepInterval)
        } catch {
            throw .eventLoop(error)
        }
        let command = DenoCommand(
            configuration: configuration,
            ownAddresses: Egress.ownAddresses(),
            directory: directory
        )
        thread.submit { [self] loop in
            let made = Supervision(
                command: command,
                directory: directory,
                recent: recent,
                bindings: bindings,
                limits: limits,
                functions: functions,
                on: loop,
                requestCode: { key, id in
                    if case .enqueued = asker.yield(Question(key: key, instance: id)) { return true }
                    return false
                },
                report: { content, key, instance, requestID in
                    events(
                        RuntimeEvent(
                            time: clock(),
                            key: key,
                            instance: instance,
                            requestID: requestID,
                            content: content
                        )
                    )
                }
            )
            supervision.withLock { $0 = LoopBound(made, on: loop) }
        }
    }

    /// Reads the code of instances that are to start, until cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await question in questions {
                group.addTask { await self.answer(question) }
            }
        }
    }

    /// Ends all instances in order, and returns when no engine is left; bounded by the drain timeout.
    public func stop() async {
        await withCheckedContinuation { continuation in
            let isRunning = perform { supervision in
                supervision.onStopped = { continuation.resume() }
                supervision.stop()
            }
            if !isRunning { continuation.resume() }
        }
        thread.stop()
        await thread.stopped()
    }

    /// Calls back with an endpoint that takes requests of the key, starting an instance if there is none.
    ///
    /// The callback comes exactly once, on the runtime's thread, and must not block. All who ask while an instance
    /// starts get that one.
    public func acquire(
        _ key: InstanceKey,
        completion: @escaping @Sendable (Result<UpstreamEndpoint, InstanceFailure>) -> Void
    ) {
        let isRunning = perform { $0.acquire(key, completion) }
        if !isRunning { completion(.failure(.stopping)) }
    }

    /// Keeps the instances of these keys, and only of these, although they are idle.
    ///
    /// Replaces the set given before.
    public func keep(_ keys: Set<InstanceKey>) {
        perform { $0.keep(keys) }
    }

    /// Starts instances that nobody waits for yet, as far as limits allow.
    ///
    /// Those that run already begin their idle time anew, so that one that stood by outlives the wait for its requests.
    public func prewarm(_ keys: [InstanceKey]) {
        perform { supervision in
            for key in keys { supervision.prewarm(key) }
        }
    }

    /// Takes note that an endpoint refused a connection: its key gets another instance.
    public func reportUnreachable(_ endpoint: UpstreamEndpoint) {
        let id = endpoint.id
        perform { $0.endpointFailed(id: id) }
    }

    /// Lets an instance of the key handle an event, starting one if there is none; returns how that ended.
    ///
    /// The event ends when the handler has returned and all it gave to `waitUntil` has settled; it counts as a request
    /// under way until then, or until the limit.
    public func run(_ event: ScheduledEvent, on key: InstanceKey, within limit: Duration) async -> EventOutcome {
        await withCheckedContinuation { continuation in
            let isRunning = perform { $0.run(event, on: key, within: limit) { continuation.resume(returning: $0) } }
            if !isRunning { continuation.resume(returning: .stopped) }
        }
    }

    /// Reports every invocation of these workloads, and only of these, as ``RuntimeEvent/Content/invocation(_:)``.
    ///
    /// Replaces the set given before. Workloads that nobody observes pay nothing for it.
    public func observe(_ workloads: Set<Workload.ID>) {
        perform { $0.observe(workloads) }
    }

    /// Finds out whether a worker can be loaded, by loading it in an engine that is thrown away.
    public func validate(_ specification: LaunchSpecification) async -> LoadReport {
        await withCheckedContinuation { continuation in
            let isRunning = perform { $0.validate(specification) { continuation.resume(returning: $0) } }
            if !isRunning { continuation.resume(returning: .unavailable(.stopping)) }
        }
    }

    /// Describes the engines and instances; nil after the stop.
    ///
    /// Costs about a millisecond per instance.
    public func status() async -> RuntimeStatus? {
        await withCheckedContinuation { continuation in
            let isVerified = isEngineVerified
            let isRunning = perform { continuation.resume(returning: $0.status(isEngineVerified: isVerified)) }
            if !isRunning { continuation.resume(returning: nil) }
        }
    }

    private func answer(_ question: Question) async {
        let answer: Result<LaunchSpecification, InstanceFailure>
        do {
            answer = .success(try await readSpecification(question.key))
        } catch {
            answer = .failure(.specificationUnavailable(String(describing: error)))
        }
        perform { $0.codeArrived(answer, for: question.instance) }
    }

    /// Runs the work on the loop; returns false, and never runs it, once the loop is stopping.
    @discardableResult
    func perform(_ work: @escaping @Sendable (Supervision) -> Void) -> Bool {
        thread.submit { [self] loop in
            // Submitted by `init` before anything else could be.
            guard let bound = supervision.withLock({ $0 }) else { return }
            work(bound.value(on: loop))
        }
    }
}
