import HTTPEngine

extension RuntimeSupervisor {
    /// Starts an instance of a function, in a warm engine if there is one; returns when its initializer has run.
    ///
    /// Bounded by the launch's start timeout and that of its initializer.
    public func startFunction(_ launch: FunctionLaunch) async throws(InstanceFailure) -> FunctionInstance {
        let (events, teller) = AsyncStream.makeStream(
            of: FunctionEvent.self,
            bufferingPolicy: .bufferingNewest(FunctionInstance.eventLimit)
        )
        let end = FunctionEnd()
        let prepared = await prepareFunction(launch) { event in
            teller.yield(event)
            if case .ended = event { teller.finish() }
        } onEnd: {
            end.come()
            teller.finish()
        }
        let (run, slot) = try prepared.get()
        do {
            try await linker.fill(slot, for: launch)
        } catch {
            fail(run, .function(error))
            throw .function(error)
        }
        let start = try await loadFunction(run, slot: slot).get()
        return FunctionInstance(
            id: start.id,
            endpoint: start.endpoint,
            engine: start.engine,
            events: events,
            thread: thread,
            run: run,
            end: end
        )
    }

    /// What separates functions from this machine; nil when functions are not configured, or after the stop.
    public func sandboxReport() async -> SandboxReport? {
        await withCheckedContinuation { continuation in
            let isRunning = withFunctions { functions, _ in
                guard let functions else { return continuation.resume(returning: nil) }
                functions.whenReported { continuation.resume(returning: $0) }
            }
            if !isRunning { continuation.resume(returning: nil) }
        }
    }

    /// Keeps so many engines of each kind warm, and none of those that are not named.
    ///
    /// Replaces what was said before; those of functions with a network, or with a larger disk, are never kept.
    public func keepWarm(_ counts: [FunctionEngine: Int]) {
        withFunctions { functions, _ in functions?.keepWarm(counts) }
    }

    /// What is known of an instance when it is ready.
    private struct Start: Sendable {
        let id: UInt64
        let endpoint: String
        let engine: String
    }

    private typealias Prepared = (LoopBound<FunctionRun>, SlotFolder)

    private func prepareFunction(
        _ launch: FunctionLaunch,
        tell: @escaping @Sendable (FunctionEvent) -> Void,
        onEnd: @escaping @Sendable () -> Void
    ) async -> Result<Prepared, InstanceFailure> {
        await withCheckedContinuation { continuation in
            let isRunning = withFunctions { functions, loop in
                guard let functions else {
                    let failure = FunctionStartFailure.runtimeUnavailable("this server runs no functions")
                    return continuation.resume(returning: .failure(.function(failure)))
                }
                functions.start(launch, tell: tell, onEnd: onEnd) { result in
                    continuation.resume(returning: result.map { (LoopBound($0.0, on: loop), $0.1) })
                }
            }
            if !isRunning { continuation.resume(returning: .failure(.stopping)) }
        }
    }

    private func loadFunction(
        _ run: LoopBound<FunctionRun>,
        slot: SlotFolder
    ) async -> Result<Start, InstanceFailure> {
        await withCheckedContinuation { continuation in
            let isRunning = withFunctions { functions, loop in
                let run = run.value(on: loop)
                guard let functions else { return continuation.resume(returning: .failure(.stopping)) }
                functions.load(run, slot: slot) { result in
                    continuation.resume(
                        returning: result.map { process in
                            Start(
                                id: run.id,
                                endpoint: process.servicePath,
                                engine: functions.engineName(of: run)
                            )
                        }
                    )
                }
            }
            if !isRunning { continuation.resume(returning: .failure(.stopping)) }
        }
    }

    /// Runs the work on the loop; returns false, and never runs it, once the loop is stopping.
    @discardableResult
    private func withFunctions(_ work: @escaping @Sendable (FunctionSupervision?, EventLoop) -> Void) -> Bool {
        perform { work($0.functions, $0.loop) }
    }

    private func fail(_ run: LoopBound<FunctionRun>, _ failure: InstanceFailure) {
        withFunctions { _, loop in run.value(on: loop).fail(failure) }
    }
}
