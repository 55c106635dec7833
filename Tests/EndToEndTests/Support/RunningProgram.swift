import Glibc
import RuntimeSupervision
import Synchronization

/// A program that was started, and what it has written.
final class RunningProgram: Sendable {
    let output: OutputFile
    let errors: OutputFile
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var ending: ProcessEnding?
    }

    init(output: OutputFile, errors: OutputFile) {
        self.output = output
        self.errors = errors
    }

    var pid: Int32 { state.withLock { $0.child?.pid } ?? 0 }

    /// How it ended; `nil` while it runs.
    var ending: ProcessEnding? { state.withLock { $0.ending } }

    func begin(_ launch: ProcessLaunch) throws(SpawnError) {
        let child = try ChildProcess(launch) { ending in
            self.state.withLock { $0.ending = ending }
        }
        state.withLock { $0.child = child }
    }

    /// Waits for its end.
    func ending(within limit: Duration) async throws -> ProcessEnding {
        do {
            return try await Deadline(in: limit).poll("the program ends") { ending }
        } catch let late as Deadline.Passed {
            throw Deadline.Passed(what: "\(late.what); it wrote \(try output.text)\(try errors.text)", limit: limit)
        }
    }

    func signal(_ number: Int32) {
        state.withLock { $0.child }?.signal(number)
    }

    func kill() {
        signal(SIGKILL)
    }
}
