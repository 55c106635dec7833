import FoundationEssentials
import Glibc
import HTTPEngine
import HTTPModel
import RuntimeSupervision
import Synchronization
import TestSurroundings
import Testing

/// The real server on free ports, with a home folder of its own.
final class SluiceServer: Sendable {
    /// How long a start may take, engines and all, on a busy machine.
    static let startLimit: Duration = .seconds(30)
    static let stopLimit: Duration = .seconds(30)
    /// How long a process may take to be gone after the one that it depends on.
    static let leftoverLimit: Duration = .seconds(2)
    /// How much of outputs and logs a failure shows, in characters.
    private static let storyLength = 6_000

    let folder: TemporaryFolder
    let home: String
    let launcher: ProgramLauncher
    private let options: [String]
    private let environment: [String: String]
    private let clientThread: LoopThread
    private let state = Mutex(State())

    private struct State {
        var program: RunningProgram?
        var endpoints: Endpoints?
        var client: HTTPClient?
        var log: [RunningProgram] = []
    }

    struct Endpoints: Codable, Sendable {
        let control: String
        let traffic: String
        /// Where Prefect's clients are led to, if anywhere.
        let prefect: String?
    }

    private init(options: [String], environment: [String: String]) throws {
        folder = try TemporaryFolder()
        home = "\(folder.path)/home"
        launcher = try ProgramLauncher()
        clientThread = try LoopThread(name: "api-client")
        self.options = options
        self.environment = environment
    }

    deinit {
        clientThread.stop()
    }

    /// Starts a server, waits until it is ready, and stops it after the body, however that ends.
    static func running<Value>(
        _ options: [String] = [],
        environment: [String: String] = [:],
        restoring backup: String? = nil,
        _ body: (SluiceServer) async throws -> Value
    ) async throws -> Value {
        let server = try SluiceServer(options: options, environment: environment)
        do {
            if let backup { _ = try await server.cli("restore", backup).checked() }
            try await server.start()
            let value = try await body(server)
            try await server.stop()
            await server.expectNoLeftovers()
            return value
        } catch {
            Issue.record("\(error)\n\(server.story)")
            server.kill()
            server.endLeftovers()
            throw error
        }
    }

    // MARK: Life

    /// Starts the program on the same home and the same ports as before, and waits until it is ready.
    func start(extra: [String] = []) async throws {
        let program = try await launch(extra: extra)
        let deadline = Deadline(in: Self.startLimit)
        try await deadline.wait("the server is ready") {
            if let ending = program.ending {
                throw Ended(ending: ending, text: try program.errors.text + program.output.text)
            }
            return await isReady()
        }
    }

    private func launch(extra: [String]) async throws -> RunningProgram {
        let known = state.withLock { $0.endpoints }
        if options.contains("--prefect") {
            for folder in [home, "\(home)/prefect"] { mkdir(folder, 0o700) }
            try await PrefectDatabase.place(in: "\(home)/prefect", by: launcher)
        }
        let program = try await launcher.start(arguments(known) + extra, environment: environment)
        state.withLock { state in
            state.program = program
            state.log.append(program)
        }
        return program
    }

    private func arguments(_ known: Endpoints?) -> [String] {
        let control = known.map { String($0.control.dropFirst("http://".count)) } ?? "127.0.0.1:0"
        let traffic = known.map { String($0.traffic.dropFirst("http://".count)) } ?? "127.0.0.1:0"
        let words = ["serve", "--home", home, "--listen", control, "--traffic", traffic] + options
        guard options.contains(where: { ["--prefect", "--prefect-upstream"].contains($0) }) else { return words }
        let prefect = known?.prefect.map { String($0.dropFirst("http://".count)) } ?? "127.0.0.1:0"
        return words + ["--prefect-listen", prefect]
    }

    /// Whether both processes answer.
    func isReady() async -> Bool {
        guard let client = try? client() else { return false }
        var timeouts = ClientTimeouts()
        timeouts.head = .seconds(2)
        guard let response = try? await client.send(HTTPRequest(.get, "/readyz"), timeouts: timeouts) else {
            return false
        }
        return response.status == .ok
    }

    /// Stops it as a person would, and waits for its end.
    func stop() async throws {
        guard let program = state.withLock({ $0.program }) else { return }
        program.signal(SIGTERM)
        let ending = try await program.ending(within: Self.stopLimit)
        guard ending == .exited(code: 0) else {
            throw Ended(ending: ending, text: try program.errors.text + program.output.text)
        }
        state.withLock { $0.program = nil }
    }

    /// Kills the supervisor.
    func kill() {
        state.withLock { $0.program }?.kill()
    }

    /// A server that has ended has taken everything with it.
    private func expectNoLeftovers() async {
        do {
            try await Deadline(in: Self.leftoverLimit).wait("nothing is left of the server") { processes.isEmpty }
        } catch {
            Issue.record("\(error): \(processes.entries)")
            endLeftovers()
        }
    }

    private func endLeftovers() {
        for entry in processes.entries { entry.identity.killIfAlive() }
    }

    // MARK: Looking

    var supervisor: RunningProgram? { state.withLock { $0.program } }
    var processes: ProcessTable { ProcessTable(home: home) }

    /// Where it listens; known once it has begun.
    func endpoints() throws -> Endpoints {
        if let known = state.withLock({ $0.endpoints }) { return known }
        let data = try Data(contentsOf: URL(filePath: "\(home)/endpoints.json"))
        let endpoints = try JSONDecoder().decode(Endpoints.self, from: data)
        state.withLock { $0.endpoints = endpoints }
        return endpoints
    }

    var trafficPort: UInt16 {
        get throws {
            guard case .tcp(_, let port) = try HTTPEndpoint(url: try endpoints().traffic) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return port
        }
    }

    var adminToken: String {
        get throws {
            let data = try Data(contentsOf: URL(filePath: "\(home)/admin-token"))
            return String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
        }
    }

    /// The native API, by the admin's token.
    var api: APIClient {
        get throws { APIClient(client: try client(), token: try adminToken) }
    }

    private func client() throws -> HTTPClient {
        if let known = state.withLock({ $0.client }) { return known }
        let client = try HTTPClient(to: try HTTPEndpoint(url: try endpoints().control), on: clientThread)
        state.withLock { $0.client = client }
        return client
    }

    /// A client of the traffic listener.
    func trafficClient() throws -> HTTPClient {
        try HTTPClient(to: try HTTPEndpoint(url: try endpoints().traffic), on: clientThread)
    }

    /// Runs the CLI against this server.
    func cli(
        _ arguments: String...,
        environment: [String: String] = [:],
        in directory: String = "/",
        input: String? = nil,
        within limit: Duration = .seconds(20)
    ) async throws -> ProgramResult {
        let environment = environment.merging(["SLUICE_HOME": home]) { given, _ in given }
        return try await launcher.run(
            arguments,
            environment: environment,
            directory: directory,
            input: input,
            within: limit
        )
    }

    /// Starts a command of the CLI that goes on until it is ended.
    func start(cli arguments: [String]) async throws -> RunningProgram {
        try await launcher.start(arguments, environment: ["SLUICE_HOME": home])
    }

    /// All log lines of all processes.
    var logs: String {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(home)/logs"))?.sorted() ?? []
        return files.map { name in
            let data = try? Data(contentsOf: URL(filePath: "\(home)/logs/\(name)"))
            return "== \(name)\n" + String(decoding: data ?? Data(), as: UTF8.self)
        }
        .joined(separator: "\n")
    }

    /// What the server has written to its terminal, over all starts.
    var outputs: String {
        state.withLock { $0.log }.map { ((try? $0.output.text) ?? "") + ((try? $0.errors.text) ?? "") }.joined()
    }

    /// What is worth reading when a test fails: the end of every output and of every log.
    private var story: String {
        [outputs, logs].map { String($0.suffix(Self.storyLength)) }.joined(separator: "\n")
    }

    struct Ended: Error, CustomStringConvertible {
        let ending: ProcessEnding
        let text: String

        var description: String { "the server \(ending)\n\(text)" }
    }
}
