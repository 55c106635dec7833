import FoundationEssentials
import Glibc
import HTTPModel
import RuntimeSupervision
import Synchronization
import TestSurroundings
import Testing

/// A stock Prefect server on a free port of 127.0.0.1, with state of its own.
///
/// Its start takes some seconds, so a suite may share one.
final class PrefectServer: Sendable {
    /// How long a start may take on a busy machine.
    static let startLimit: Duration = .seconds(90)
    static let stopLimit: Duration = .seconds(20)

    let folder: TemporaryFolder
    let launcher: ProgramLauncher
    /// `http://127.0.0.1:PORT`, without `/api`.
    let url: String
    /// `USER:PASSWORD`, where it asks for that.
    let credential: String?
    private let port: UInt16
    private let settings: [String: String]
    private let program = Mutex<RunningProgram?>(nil)

    private init(credential: String?, settings: [String: String]) throws {
        folder = try TemporaryFolder()
        launcher = try ProgramLauncher()
        port = try PortHolder(sharing: false).port
        url = "http://127.0.0.1:\(port)"
        self.credential = credential
        self.settings = settings
    }

    /// Starts a server, waits until it answers, and stops it after the body, however that ends.
    ///
    /// `settings` are variables of its environment, such as `PREFECT_SERVER_CSRF_PROTECTION_ENABLED`.
    static func running<Value>(
        credential: String? = nil,
        settings: [String: String] = [:],
        _ body: (PrefectServer) async throws -> Value
    ) async throws -> Value {
        let server = try PrefectServer(credential: credential, settings: settings)
        try await PrefectDatabase.place(in: server.folder.path, by: server.launcher)
        do {
            try await server.start()
            let value = try await body(server)
            try await server.stop()
            return value
        } catch {
            Issue.record("\(error)\n\(server.story)")
            server.kill()
            throw error
        }
    }

    /// Starts it, on the port and the state that it had before, and waits until it answers.
    func start() async throws {
        var environment = PrefectEnvironment.variables(home: folder.path)
        // Pages are the same for all, and large.
        environment["PREFECT_SERVER_UI_STATIC_DIRECTORY"] = "\(Checkout.root)/.build/prefect-pages"
        environment["PREFECT_UI_API_URL"] = "/api"
        environment["PREFECT_SERVER_LOGGING_LEVEL"] = "WARNING"
        environment["PREFECT_SERVER_API_AUTH_STRING"] = credential
        let started = try await launcher.start(
            PrefectEnvironment.command + ["server", "start", "--host", "127.0.0.1", "--port", "\(port)"],
            of: PrefectEnvironment.python,
            environment: environment.merging(settings) { $1 },
            directory: folder.path
        )
        program.withLock { $0 = started }
        let api = try PrefectAPI(of: url)
        try await Deadline(in: Self.startLimit).wait("Prefect's server answers", every: .milliseconds(50)) {
            if let ending = started.ending { throw Ended(ending: ending, text: story) }
            return (try? await api.send(.get, "/health"))?.status == .ok
        }
    }

    func stop() async throws {
        guard let running = program.withLock({ $0 }) else { return }
        running.signal(SIGTERM)
        _ = try await running.ending(within: Self.stopLimit)
        program.withLock { $0 = nil }
    }

    func kill() {
        program.withLock { $0 }?.kill()
    }

    /// Its API, asked without Sluice between.
    var api: PrefectAPI {
        get throws { try PrefectAPI(of: url, credential: credential, repeatsBusy: true) }
    }

    /// What it has written since it was started last.
    var story: String {
        guard let running = program.withLock({ $0 }) else { return "" }
        return ((try? running.output.text) ?? "") + ((try? running.errors.text) ?? "")
    }

    struct Ended: Error, CustomStringConvertible {
        let ending: ProcessEnding
        let text: String

        var description: String { "Prefect's server \(ending)\n\(text)" }
    }
}
