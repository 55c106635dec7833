import FoundationEssentials
import HTTPEngine
import ReleaseModel

/// One attempt to load a worker in an engine that is thrown away afterwards.
final class LoadTrial {
    private let specification: LaunchSpecification
    private var process: EngineProcess?
    private var completion: ((LoadReport) -> Void)?
    private var timer: LoopTimer?

    init(
        _ specification: LaunchSpecification,
        within limit: Duration,
        on loop: EventLoop,
        completion: @escaping (LoadReport) -> Void
    ) {
        self.specification = specification
        self.completion = completion
        timer = loop.after(limit) { [self] in
            let detail = process == nil ? "waiting for an engine" : "loading its modules"
            finish(.unavailable(.startTimedOut(after: limit, detail: detail)))
        }
    }

    /// Loads the worker in that engine; returns false when the time for it has passed.
    func run(in process: EngineProcess, onEnd: @escaping (EngineProcess) -> Void) -> Bool {
        guard completion != nil else { return false }
        self.process = process
        process.onEvent = { [self] process, event in
            handle(event)
            if case .ended = event { onEnd(process) }
        }
        do {
            // Its bindings lead nowhere: whether it can be loaded must not depend on them, nor change anything.
            let key = InstanceKey(workload: Workload.ID(UUID()), version: specification.versionID)
            try process.load(
                specification,
                bindings: BindingDispatch(key: key, component: specification.component, ports: BindingPorts())
            )
        } catch {
            finish(.unavailable(.specificationUnavailable("it cannot be encoded: \(error)")))
        }
        return true
    }

    func cancel() {
        finish(.unavailable(.stopping))
    }

    private func handle(_ event: EngineProcess.Event) {
        switch event {
        case .message(.ready(let exports)): finish(.ready(LoadReport.Exports(exports)))
        case .message(.loadFailed(let failure)): finish(.refused(failure))
        case .ended(let ending):
            let failure = LoadFailure(name: "ProcessEnded", message: "the engine \(ending) while loading it")
            finish(.refused(failure))
        case .hello, .message, .output, .violation: break
        }
    }

    private func finish(_ report: LoadReport) {
        guard let completion else { return }
        self.completion = nil
        timer?.cancel()
        timer = nil
        process?.kill()
        completion(report)
    }
}
