import FoundationEssentials
import Glibc
import HTTPEngine
import RuntimeSupervision
import TestSurroundings

/// Starts programs that cannot outlive the tests: the system kills them when the launcher's thread ends.
final class ProgramLauncher: Sendable {
    private let thread: LoopThread
    private let folder: TemporaryFolder

    /// The variables that a program is given from the tests' own environment.
    private static let inheritedVariables = ["HOME", "PATH", "TMPDIR", "SWIFT_BACKTRACE"]

    init() throws {
        thread = try LoopThread(name: "launcher")
        folder = try TemporaryFolder()
    }

    deinit {
        thread.stop()
    }

    /// Starts a program; what it writes goes into files, and its input is a file of its own.
    func start(
        _ arguments: [String],
        of program: String = Checkout.program,
        environment: [String: String] = [:],
        directory: String = "/",
        input: String? = nil
    ) async throws -> RunningProgram {
        let files = try ["out", "err"].map { try OutputFile(in: folder, kind: $0) }
        var launch = ProcessLaunch(program: program, arguments: arguments, directory: directory)
        launch.environment = Self.inherited.merging(environment) { $1 }
        launch.descriptors = [1: files[0].descriptor, 2: files[1].descriptor]
        let source = try input.map { try InputFile(in: folder, $0) }
        if let source { launch.descriptors[0] = source.descriptor }
        let running = RunningProgram(output: files[0], errors: files[1])
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isAccepted = thread.submit { [launch] _ in
                continuation.resume(with: Result { try running.begin(launch) })
            }
            if !isAccepted { continuation.resume(throwing: CancellationError()) }
        }
        withExtendedLifetime(source) {}
        return running
    }

    /// Runs a program to its end, which must come in time; it is killed otherwise.
    func run(
        _ arguments: [String],
        of program: String = Checkout.program,
        environment: [String: String] = [:],
        directory: String = "/",
        input: String? = nil,
        within limit: Duration = .seconds(20)
    ) async throws -> ProgramResult {
        let started = ContinuousClock.now
        let running = try await start(
            arguments,
            of: program,
            environment: environment,
            directory: directory,
            input: input
        )
        defer { running.kill() }
        let ending = try await running.ending(within: limit)
        return ProgramResult(
            arguments: arguments,
            ending: ending,
            output: try running.output.text,
            errors: try running.errors.text,
            duration: .now - started
        )
    }

    private static var inherited: [String: String] {
        ProcessInfo.processInfo.environment.filter { inheritedVariables.contains($0.key) }
    }
}
