import RuntimeSupervision
import TestSurroundings

/// Prefect's own client, unmodified, as a person runs it against a server or against Sluice in front of one.
struct PrefectClient: Sendable {
    /// How long a command may take: Python alone needs seconds to begin.
    static let commandLimit: Duration = .seconds(60)

    private let launcher: ProgramLauncher
    private let home: TemporaryFolder
    private let variables: [String: String]

    /// `url` is that of the listener, without `/api`; `variables` are added to its environment, such as PREFECT_API_KEY.
    init(of url: String, by launcher: ProgramLauncher, variables: [String: String] = [:]) throws {
        self.launcher = launcher
        home = try TemporaryFolder()
        self.variables = PrefectEnvironment.variables(home: home.path)
            .merging(["PREFECT_API_URL": "\(url)/api"]) { $1 }
            .merging(variables) { $1 }
    }

    /// Runs one of Prefect's commands: `prefect deploy --all`.
    func run(
        _ words: String...,
        in directory: String = "/",
        environment: [String: String] = [:],
        within limit: Duration = commandLimit
    ) async throws -> ProgramResult {
        try await run(words, in: directory, environment: environment, within: limit)
    }

    /// The same, with words at hand.
    func run(
        _ words: [String],
        in directory: String = "/",
        environment: [String: String] = [:],
        within limit: Duration = commandLimit
    ) async throws -> ProgramResult {
        try await python(PrefectEnvironment.command + words, in: directory, environment: environment, within: limit)
    }

    /// Runs a program of Python's, such as one that calls `.deploy()`.
    func script(
        _ file: String,
        _ arguments: String...,
        in directory: String = "/",
        environment: [String: String] = [:],
        within limit: Duration = commandLimit
    ) async throws -> ProgramResult {
        try await python([file] + arguments, in: directory, environment: environment, within: limit)
    }

    /// Starts what runs until it is ended, such as `worker start --pool p`; it cannot outlive the tests.
    func start(
        _ words: String...,
        in directory: String = "/",
        environment: [String: String] = [:]
    ) async throws -> RunningProgram {
        try await start(PrefectEnvironment.command + words, directory, environment)
    }

    /// Starts a program of Python's that runs until it is ended, such as one that calls `.serve()`.
    func start(
        script file: String,
        in directory: String = "/",
        environment: [String: String] = [:]
    ) async throws -> RunningProgram {
        try await start([file], directory, environment)
    }

    private func start(
        _ arguments: [String],
        _ directory: String,
        _ environment: [String: String]
    ) async throws -> RunningProgram {
        try await launcher.start(
            arguments,
            of: PrefectEnvironment.python,
            environment: variables.merging(environment) { $1 },
            directory: directory
        )
    }

    private func python(
        _ arguments: [String],
        in directory: String,
        environment: [String: String],
        within limit: Duration
    ) async throws -> ProgramResult {
        try await launcher.run(
            arguments,
            of: PrefectEnvironment.python,
            environment: variables.merging(environment) { $1 },
            directory: directory,
            within: limit
        )
    }
}
