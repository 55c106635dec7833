import FoundationEssentials
import Glibc
import HTTPEngine
import RuntimeSupervision
import Synchronization
import TestSurroundings
import Testing

/// A running supervisor with the real engine, its events, and the code it hands out.
final class TestRuntime: Sendable {
    let supervisor: RuntimeSupervisor
    let events: EventLog
    let client: EngineClient
    let folder: TemporaryFolder
    private let box: SpecificationBox

    struct CodeMissing: Error {}

    /// Runs the body beside a supervisor, and stops it whatever happens.
    static func run(
        limits: RuntimeLimits = .test,
        engine: EngineConfiguration? = nil,
        bindings: BindingPorts = BindingPorts(),
        _ body: (TestRuntime) async throws -> Void
    ) async throws {
        let runtime = try TestRuntime(limits: limits, engine: engine ?? TestEngine.configuration(), bindings: bindings)
        let serving = Task { await runtime.supervisor.run() }
        var failure: (any Error)?
        do {
            try await body(runtime)
        } catch {
            failure = error
        }
        await runtime.supervisor.stop()
        serving.cancel()
        await serving.value
        runtime.client.loop.stop()
        await runtime.client.loop.stopped()
        if let failure { throw failure }
    }

    private init(limits: RuntimeLimits, engine: EngineConfiguration, bindings: BindingPorts) throws {
        folder = try TemporaryFolder()
        client = EngineClient(loop: try LoopThread(name: "test client"))
        let events = EventLog()
        self.events = events
        let box = SpecificationBox()
        supervisor = try RuntimeSupervisor(
            engine: engine,
            runDirectory: folder.path + "/run",
            limits: limits,
            bindings: bindings,
            clock: { Date(timeIntervalSince1970: 1_800_000_000) },
            events: { events.append($0) },
            specification: { key in
                guard let specification = box[key] else { throw CodeMissing() }
                return specification
            }
        )
        self.box = box
    }

    /// Makes a worker known under a new key.
    func add(_ specification: LaunchSpecification) -> InstanceKey {
        let key = InstanceKey.example()
        box[key] = specification
        return key
    }

    func acquire(_ key: InstanceKey) async throws -> UpstreamEndpoint {
        try await withCheckedThrowingContinuation { continuation in
            supervisor.acquire(key) { continuation.resume(with: $0.mapError { $0 as any Error }) }
        }
    }

    /// Starts a worker, and sends it one request.
    func answer(
        of specification: LaunchSpecification,
        _ method: String = "GET",
        _ url: String = "http://hello.localhost/",
        headers: [String: String] = [:],
        body: String = ""
    ) async throws -> EngineClient.Response {
        let endpoint = try await acquire(add(specification))
        return try await client.send(method, url, headers: headers, body: body, to: endpoint)
    }
}

/// The code of the workers of one test.
private final class SpecificationBox: Sendable {
    private let content = Mutex<[InstanceKey: LaunchSpecification]>([:])

    subscript(key: InstanceKey) -> LaunchSpecification? {
        get { content.withLock { $0[key] } }
        set { content.withLock { $0[key] = newValue } }
    }
}

extension RuntimeLimits {
    /// Short enough for tests, long enough for a busy machine.
    static var test: RuntimeLimits {
        var limits = RuntimeLimits()
        // Starting engines that no test uses would only slow the others down.
        limits.warmEngines = 0
        limits.sweepInterval = .milliseconds(20)
        return limits
    }
}
