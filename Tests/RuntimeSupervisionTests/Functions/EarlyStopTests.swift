import FoundationEssentials
import Lifecycle
import TestSurroundings
import Testing

@testable import RuntimeSupervision

@Suite("A runtime that is stopped while it starts ends", .timeLimit(.minutes(1)))
struct EarlyStopTests {
    private static func runtime(in folder: TemporaryFolder) throws -> RuntimeSupervisor {
        var configuration = try TestEngine.functions()
        configuration.warmEngines = [.python: 1, .node: 1]
        var limits = RuntimeLimits.test
        limits.warmEngines = 1
        return try RuntimeSupervisor(
            engine: TestEngine.configuration(),
            runDirectory: folder.path + "/run",
            limits: limits,
            functions: configuration,
            clock: { Date(timeIntervalSince1970: 1_800_000_000) },
            events: { _ in },
            specification: { _ in throw CancellationError() }
        )
    }

    @Test("and starts no engines once it is known how functions can be isolated")
    func beforeTheProbe() async throws {
        let folder = try TemporaryFolder()
        let runtime = try Self.runtime(in: folder)
        let stopped = Gate()
        let stopping = Task {
            await runtime.stop()
            stopped.open()
        }
        try await eventually { stopped.isOpen }
        await stopping.value
        let engines = try String(contentsOfFile: folder.path + "/run/engines", encoding: .utf8)
        #expect(engines.isEmpty)
    }

    @Test("and answers who waits to know how functions can be isolated")
    func questions() async throws {
        let folder = try TemporaryFolder()
        let runtime = try Self.runtime(in: folder)
        let answered = Gate()
        let asking = Task {
            let report = await runtime.sandboxReport()
            answered.open()
            return report
        }
        // The question is first in the queue of the runtime's thread.
        _ = await runtime.status()
        await runtime.stop()
        try await eventually { answered.isOpen }
        #expect(await asking.value != nil)
    }
}
