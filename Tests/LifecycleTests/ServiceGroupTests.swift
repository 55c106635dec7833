import Lifecycle
import Synchronization
import Telemetry
import Testing

/// Writes down what happens, in order.
final class Journal: Sendable {
    private let entries = Mutex<[String]>([])

    var all: [String] { entries.withLock { $0 } }

    func note(_ entry: String) {
        entries.withLock { $0.append(entry) }
    }
}

/// A service whose behaviour is spelled out by the test.
struct ScriptedService: Service {
    let name: String
    let journal: Journal
    var onRun: @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(60)) }
    var onStop: @Sendable () async -> Void = {}

    func run() async throws {
        journal.note("run \(name)")
        defer { journal.note("end \(name)") }
        try await onRun()
    }

    func stop() async {
        journal.note("stop \(name)")
        await onStop()
    }
}

@Suite("A service group", .timeLimit(.minutes(1)))
struct ServiceGroupTests {
    /// What no test reaches: past it a group would end the process, and all tests with it.
    private let patience = Duration.seconds(120)

    struct Failure: Error, Equatable {}

    let journal = Journal()

    @Test("stops its services one by one, the last first, when a signal comes")
    func order() async throws {
        let (signals, send) = AsyncStream.makeStream(of: Signal.self)
        let last = ScriptedService(name: "c", journal: journal) {
            send.yield(.terminate)
            try await Task.sleep(for: .seconds(60))
        }
        let services = ["a", "b"].map { ScriptedService(name: $0, journal: journal) } + [last]
        try await ServiceGroup(services, stopDeadline: patience, cancellationGrace: patience, log: .silent).run(
            until: signals
        )
        let entries = journal.all.filter { !$0.hasPrefix("run") }
        #expect(entries == ["stop c", "end c", "stop b", "end b", "stop a", "end a"])
    }

    @Test("stops all when one fails, and throws its error")
    func failure() async {
        let services = [
            ScriptedService(name: "a", journal: journal),
            ScriptedService(name: "b", journal: journal) { throw Failure() },
        ]
        await #expect(throws: Failure.self) {
            try await ServiceGroup(services, stopDeadline: patience, cancellationGrace: patience, log: .silent).run(
                until: AsyncStream<Signal> { _ in }
            )
        }
        #expect(journal.all.suffix(2) == ["stop a", "end a"])
    }

    @Test("stops all when one ends unasked")
    func earlyEnd() async throws {
        let services = [
            ScriptedService(name: "a", journal: journal),
            ScriptedService(name: "b", journal: journal) {},
        ]
        try await ServiceGroup(services, stopDeadline: patience, cancellationGrace: patience, log: .silent).run(
            until: AsyncStream<Signal> { _ in }
        )
        #expect(journal.all.suffix(2) == ["stop a", "end a"])
    }

    @Test("cancels what has not stopped by the deadline")
    func deadline() async throws {
        let slow = ScriptedService(name: "slow", journal: journal, onStop: { try? await Task.sleep(for: .seconds(60)) })
        let services = [slow, ScriptedService(name: "b", journal: journal) {}]
        let clock = ContinuousClock()
        let time = try await clock.measure {
            try await ServiceGroup(services, stopDeadline: .milliseconds(20), cancellationGrace: patience, log: .silent)
                .run(until: AsyncStream<Signal> { _ in })
        }
        #expect(journal.all.suffix(2) == ["stop slow", "end slow"])
        #expect(time < .seconds(30))
    }

    @Test("ends the process when a service heeds nothing, and at a second signal")
    func exits() async throws {
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let exitCodes = Mutex<[Int32]>([])
        let stuck = ScriptedService(name: "stuck", journal: journal) {
            // A task of its own does not learn of the cancellation.
            await Task { for await _ in released { return } }.value
        }
        let (signals, send) = AsyncStream.makeStream(of: Signal.self)
        send.yield(.interrupt)
        send.yield(.terminate)
        let group = ServiceGroup(
            [stuck],
            stopDeadline: .milliseconds(10),
            cancellationGrace: .milliseconds(10),
            log: .silent
        ) { code in
            let count = exitCodes.withLock { codes in
                codes.append(code)
                return codes.count
            }
            if count == 2 { release.yield() }
        }
        try await group.run(until: signals)
        #expect(Set(exitCodes.withLock { $0 }) == [128 + 15, ServiceGroup.stuckExitCode])
    }
}
