import FoundationEssentials
import Glibc
import HTTPEngine
import Lifecycle
import ReleaseCore
import RuntimeSupervision
import StoreSQLite
import Telemetry

/// `sluice serve`: holds the home and the listening sockets, and keeps a control and a data process running, and a Prefect
/// server where one is asked for.
///
/// The sockets are bound here and inherited, so connections that come while a process is replaced wait instead of
/// being refused. The supervisor does nothing else, so there is little in it that could fail.
public struct Supervisor: Sendable {
    private let configuration: ServeConfiguration
    private let executable: String

    public init(_ configuration: ServeConfiguration, executable: String) {
        self.configuration = configuration
        self.executable = executable
    }

    /// How long all processes have together, which end one after the other.
    static let stopDeadline = ServerRole.allCases.reduce(PrefectFront.stopGrace) { $0 + $1.stopGrace }

    /// Runs until a stop signal; throws what keeps the server from starting.
    ///
    /// `onReady` is told once where the listeners are, when both processes answer; `onPrefect` once whether Prefect's
    /// server does, or nothing where there is none.
    public func run(
        onReady: @escaping @Sendable (Endpoints) async -> Void,
        onPrefect: @escaping @Sendable (PrefectReadiness) async -> Void
    ) async throws {
        let folder = configuration.folder
        PrivateFile.maskOthers()
        try folder.prepare()
        let lock = try folder.lock()
        defer { extendLifetime(lock) }
        try await Preflight(configuration, executable: executable).run()
        let log = try configuration.log("supervisor")
        defer { log.flush() }
        let control = try await Self.bind(configuration.controlAddress, option: "--listen")
        let traffic = try await Self.bind(configuration.trafficAddress, option: "--traffic")
        let prefect = try await prefectFront()
        let endpoints = try Endpoints(control: control, traffic: traffic, prefect: prefect?.url)
        try PrivateFile.write(endpoints.json, to: folder.endpoints)
        defer { unlink(folder.endpoints) }

        let spawner = try LoopThread(name: "spawner")
        defer { spawner.stop() }
        var services: [any Service] = []
        // First, to be stopped last: the control process may have something to finish there.
        let output = { try configuration.log("prefect") }
        if let server = try prefect?.service(in: Self.environment, spawner: spawner, output: output, log: log) {
            services.append(server)
        }
        let roles: [(ServerRole, ProcessLaunch)] = [
            (.data, try launch(.data, socket: traffic, endpoints: endpoints)),
            (.control, try launch(.control, socket: control, endpoints: endpoints, prefect: prefect)),
        ]
        for (role, launch) in roles {
            services.append(
                RoleService(name: role.rawValue, launch: launch, spawner: spawner, log: log, stopGrace: role.stopGrace)
            )
        }
        services.append(ReadinessAnnouncement(controlURL: endpoints.control, announce: { await onReady(endpoints) }))
        if let prefect { services.append(prefect.announcement(onPrefect)) }
        try await ServiceGroup(services, stopDeadline: Self.stopDeadline, log: log).run()
    }

    private func launch(
        _ role: ServerRole,
        socket: ListeningSocket,
        endpoints: Endpoints,
        prefect: PrefectFront? = nil
    ) throws -> ProcessLaunch {
        let inherited = socket.descriptors + (prefect?.socket.descriptors ?? [])
        // Descriptors keep small fixed numbers in the child, behind the three standard ones.
        let numbers = inherited.indices.map { Int32(3 + $0) }
        let configuration = RoleConfiguration(
            serve: configuration,
            listeners: Array(numbers.prefix(socket.descriptors.count)),
            controlPort: endpoints.controlPort,
            trafficPort: endpoints.trafficPort,
            controlURL: endpoints.control,
            trafficURL: endpoints.traffic,
            prefect: prefect?.endpoint(inheriting: Array(numbers.dropFirst(socket.descriptors.count)))
        )
        var environment = Self.environment
        environment[PrefectCredential.variable] = prefect?.credential?.text
        return ProcessLaunch(
            program: executable,
            arguments: ["__role", role.rawValue, try configuration.argument],
            environment: environment,
            descriptors: Dictionary(uniqueKeysWithValues: zip(numbers, inherited))
        )
    }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Binds the listener for Prefect's clients, and finds the server behind it; nil where none is asked for.
    private func prefectFront() async throws -> PrefectFront? {
        guard let prefect = configuration.prefect else { return nil }
        return try PrefectFront(
            prefect,
            on: try await Self.bind(prefect.address, option: "--prefect-listen"),
            home: configuration.folder,
            executable: executable,
            credential: PrefectCredential(in: Self.environment)
        )
    }

    /// How often an address in use is tried again: what a killed server has left may hold it for a moment more.
    private static let bindAttempts = 20
    private static let bindRetry: Duration = .milliseconds(100)

    private static func bind(_ text: String, option: String) async throws -> ListeningSocket {
        let address: SocketAddress
        do {
            address = try SocketAddress(parsing: text)
        } catch {
            throw StartFailure("\(option): \(error)", code: "address_invalid")
        }
        var attempt = 1
        while true {
            do throws(LoopError) {
                return try ListeningSocket(binding: address)
            } catch {
                let isInUse = error.code == EADDRINUSE
                guard isInUse, attempt < bindAttempts else {
                    throw StartFailure(
                        "\(option): cannot listen on \(text): \(systemMessage(error.code))",
                        code: isInUse ? "address_in_use" : "address_unusable",
                        nextStep: "Free the address, or choose another with \(option) HOST:PORT (port 0 picks one)."
                    )
                }
            }
            try await Task.sleep(for: bindRetry)
            attempt += 1
        }
    }
}
