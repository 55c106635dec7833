import HTTPEngine
import RuntimeSupervision
import Telemetry

/// What the supervisor holds for the sake of Prefect: the listening socket, and the server behind it.
struct PrefectFront: Sendable {
    /// A server that lived this long is not failing at its start, which alone takes five seconds of work.
    static let settledAfter: Duration = .seconds(60)
    /// How long it has to finish what it is doing before it is killed.
    static let stopGrace: Duration = .seconds(10)

    let socket: ListeningSocket
    /// Where the listener answers.
    let url: String
    /// Where the server behind it answers.
    let upstream: HTTPEndpoint
    /// What both the server of this machine and the control process are given.
    let credential: PrefectCredential?
    private let port: UInt16
    private let access: PrefectConfiguration.Access
    /// The server of this machine, where there is one.
    private let server: Server?

    private struct Server: Sendable {
        let command: PrefectCommand
        /// Held as long as the supervisor runs.
        let port: ReservedPort
    }

    /// Finds what is to be started, and makes its folder; `socket` listens where the configuration says.
    init(
        _ configuration: PrefectConfiguration,
        on socket: ListeningSocket,
        home: HomeFolder,
        executable: String,
        credential: PrefectCredential?
    ) throws(StartFailure) {
        guard let address = socket.addresses.first, let port = socket.port else {
            throw StartFailure("the listener for Prefect has no address", code: "address_unusable")
        }
        self.socket = socket
        self.port = port
        url = "http://\(address)"
        access = configuration.access
        switch configuration.upstream {
        case .running(let url):
            server = nil
            self.credential = credential
            upstream = try Self.endpoint(url)
        case .supervised:
            let installation = try PrefectInstallation.find(executable: executable)
            try HomeFolder.makePrivate(home.prefect)
            // Where only holders of tokens get through, nobody of this machine may walk around the listener.
            self.credential = credential ?? (configuration.access == .token ? .random() : nil)
            let port = try ReservedPort()
            let command = PrefectCommand(
                installation: installation,
                folder: home.prefect,
                port: port.number,
                credential: self.credential
            )
            server = Server(command: command, port: port)
            upstream = try Self.endpoint(command.url)
        }
    }

    /// What the control process is told, which inherits the socket under these numbers.
    func endpoint(inheriting listeners: [Int32]) -> PrefectEndpoint {
        PrefectEndpoint(listeners: listeners, port: port, url: url, upstream: "\(upstream)", access: access)
    }

    /// The service that keeps the server running, and opens a log for what it prints; nil where somebody else does.
    func service(
        in environment: [String: String],
        spawner: LoopThread,
        output: () throws -> Log,
        log: Log
    ) throws -> RoleService? {
        guard let server else { return nil }
        let output = try ProcessOutput(on: spawner, log: output())
        return RoleService(
            name: "prefect",
            launch: server.command.launch(inheriting: environment, output: output.descriptor),
            output: output,
            spawner: spawner,
            log: log,
            restart: RestartPolicy(settledAfter: Self.settledAfter),
            stopGrace: Self.stopGrace
        )
    }

    /// The service that says when the server answers.
    func announcement(_ announce: @escaping @Sendable (PrefectReadiness) async -> Void) -> PrefectAnnouncement {
        PrefectAnnouncement(endpoint: upstream) { [url, upstream] isAnswering in
            await announce(PrefectReadiness(url: url, upstream: "\(upstream)", isAnswering: isAnswering))
        }
    }

    private static func endpoint(_ url: String) throws(StartFailure) -> HTTPEndpoint {
        do {
            return try HTTPEndpoint(url: url)
        } catch {
            throw StartFailure("--prefect-upstream: \(error)", code: "address_invalid")
        }
    }
}
