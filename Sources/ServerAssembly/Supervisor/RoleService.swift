import HTTPEngine
import Lifecycle
import RuntimeSupervision
import Synchronization
import Telemetry

/// Keeps a process running: starts it, and starts it again whenever it ends.
final class RoleService: Service {
    let name: String
    private let launch: ProcessLaunch
    /// Held for the process, where what it prints is not the supervisor's.
    private let output: ProcessOutput?
    private let spawner: LoopThread
    private let log: Log
    private let restart: RestartPolicy
    /// How long the process has to finish what it is doing before it is killed.
    private let stopGrace: Duration
    private let ended = Gate()
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var isStopping = false
    }

    /// `spawner` lives as long as the process: a child dies with the thread that spawned it.
    init(
        name: String,
        launch: ProcessLaunch,
        output: ProcessOutput? = nil,
        spawner: LoopThread,
        log: Log,
        restart: RestartPolicy = RestartPolicy(),
        stopGrace: Duration
    ) {
        self.name = name
        self.launch = launch
        self.output = output
        self.spawner = spawner
        self.log = log.with(["role": .string(name)])
        self.restart = restart
        self.stopGrace = stopGrace
    }

    func run() async throws {
        defer { ended.open() }
        var policy = restart
        while !isStopping {
            let clock = ContinuousClock()
            let started = clock.now
            do {
                let ending = try await live()
                if isStopping { return }
                log.warning("process ended, starting it again", ["ending": LogValue(ending)])
            } catch {
                log.error("process cannot be started", ["error": LogValue(error)])
            }
            try await Task.sleep(for: policy.delay(afterLiving: clock.now - started))
        }
    }

    func stop() async {
        let child = state.withLock { state in
            state.isStopping = true
            return state.child
        }
        guard let child else { return }
        child.signal(Signal.terminate.rawValue)
        // On return the task of `run()` is cancelled, and what has not ended by then is killed.
        await withTaskGroup { group in
            group.addTask { [ended] in await ended.wait() }
            group.addTask { [stopGrace] in try? await Task.sleep(for: stopGrace) }
            await group.next()
            group.cancelAll()
        }
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Starts the process and returns when it has ended; kills it when the task is cancelled.
    private func live() async throws -> ProcessEnding {
        defer { state.withLock { $0.child = nil } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isAccepted = spawner.submit { [self] _ in
                    do {
                        let child = try ChildProcess(launch) { continuation.resume(returning: $0) }
                        adopt(child)
                    } catch {
                        continuation.resume(throwing: error)
                    }
                }
                if !isAccepted { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.child }?.kill()
        }
    }

    private func adopt(_ child: ChildProcess) {
        let isStopping = state.withLock { state in
            state.child = child
            return state.isStopping
        }
        log.info("process started", ["pid": .integer(Int(child.pid))])
        // It has only begun, so there is nothing that it could finish.
        if isStopping { child.kill() }
    }
}
