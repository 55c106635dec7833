import HTTPEngine
import Lifecycle
import RuntimeSupervision
import Synchronization
import Telemetry

/// Keeps one of the two processes running: starts it, and starts it again whenever it ends.
final class RoleService: Service {
    let name: String
    private let launch: ProcessLaunch
    private let spawner: LoopThread
    private let log: Log
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var isStopping = false
    }

    /// `spawner` lives as long as the process: a child dies with the thread that spawned it.
    init(name: String, launch: ProcessLaunch, spawner: LoopThread, log: Log) {
        self.name = name
        self.launch = launch
        self.spawner = spawner
        self.log = log.with(["role": .string(name)])
    }

    func run() async throws {
        var policy = RestartPolicy()
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
        child?.signal(Signal.terminate.rawValue)
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Starts the process and returns when it has ended; kills it when the task is cancelled.
    private func live() async throws -> ProcessEnding {
        try await withTaskCancellationHandler {
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
        if isStopping { child.signal(Signal.terminate.rawValue) }
    }
}
