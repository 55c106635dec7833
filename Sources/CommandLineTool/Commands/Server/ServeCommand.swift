/// The command `sluice serve`.
enum ServeCommand: Command {
    private static let control = Option(
        "listen",
        "HOST:PORT",
        .address,
        standard: "\(ListenAddress.standardControl)",
        "Where the API and the dashboard listen; port 0 chooses a free one."
    )
    private static let hostName = Option(
        "host-name",
        "NAME",
        .hostName,
        isRepeatable: true,
        "A name or address, besides those of this machine itself, by which the API and the pages may be asked."
    )
    private static let traffic = Option(
        "traffic",
        "HOST:PORT",
        .address,
        standard: "\(ListenAddress.standardTraffic)",
        "Where requests to workers arrive; port 0 chooses a free one."
    )
    private static let domain = Option(
        "domain",
        "NAME",
        .domain,
        standard: ServeOptions.standardDomain,
        "What the host names of workers end in."
    )
    private static let zone = Option(
        "zone",
        "NAME",
        .domain,
        isRepeatable: true,
        "A domain besides, in which workers may have routes and hosts of their own."
    )
    private static let trustedNetwork = Option(
        "trusted-network",
        "CIDR",
        .networks,
        standard: ServeOptions.standardTrustedNetworks.joined(separator: " and "),
        isRepeatable: true,
        "Whose clients settings of the value trusted mean; none trusts nobody, as behind a proxy on this machine."
    )
    private static let unsupported = Flag(
        "allow-unsupported-bindings",
        "Keep bindings of types that do not run here, instead of refusing the upload."
    )
    private static let sandbox = Option(
        "sandbox",
        "HOW",
        .oneCase as ValueReader<ServeOptions.Sandbox>,
        standard: "best-effort; required where others reach the server",
        "Whether functions may be allowed, by --allow-unsandboxed-functions, to run without one."
    )
    private static let unsandboxed = Flag(
        "allow-unsandboxed-functions",
        "Run functions with the rights of this server where they cannot be isolated; for code of your own alone."
    )
    private static let functionNetwork = Flag(
        "grant-function-network",
        "Let functions whose service asks for it reach all that this server reaches: other hosts, and this machine's own."
    )
    private static let logLevel = Option(
        "log-level",
        "LEVEL",
        .oneCase as ValueReader<ServeOptions.LogLevel>,
        standard: "info",
        "The least that is logged."
    )
    private static let logLimit = Option(
        "log-limit",
        "SIZE",
        .bytes(in: (1 << 20)...(1 << 40)),
        standard: ByteCount(ServeOptions.standardLogFolderLimit).description,
        "How large all log files together may grow."
    )
    private static let threads = Option(
        "gateway-threads",
        "N",
        .integer(in: 1...256),
        standard: "one per core",
        "The threads that carry requests."
    )
    private static let bodyLimit = Option(
        "body-limit",
        "SIZE",
        .bytes(in: 1_024...(1 << 40)),
        standard: ByteCount(ServeOptions.standardBodyLimit).description,
        "The largest request body that is passed on to workers."
    )
    private static let idleStop = Option(
        "idle-stop",
        "TIME",
        .duration(in: .seconds(1)...(.seconds(30 * 86_400))),
        standard: TimeSpan(ServeOptions.standardIdleStop).description,
        "After how long without requests a version's process is stopped."
    )
    private static let diskReserve = Option(
        "disk-reserve",
        "SIZE",
        .bytes(in: 0...(1 << 50)),
        standard: ByteCount(ServeOptions.standardDiskReserve).description,
        "Below how much free disk space uploads are refused."
    )

    private static let requestLog = Flag(
        "request-log",
        "Write a line for every request to logs/requests.log in the home folder."
    )

    static let manual = Manual(
        "serve",
        "Run the server: the API, the gateway and the workers.",
        discussion: [
            "State is kept in the home folder, where the other commands find the server's address and token. Nothing"
                + " listens beyond this machine unless --listen or --traffic say so. Control-C stops it gracefully,"
                + " a second time at once.",
            "With --prefect or --prefect-upstream it stands in front of a Prefect server. What that server's basic"
                + " authentication asks for, USER:PASSWORD, is read from SLUICE_PREFECT_AUTH_STRING.",
        ],
        options: [
            control, hostName, traffic, domain, zone, trustedNetwork, unsupported, sandbox, unsandboxed,
            functionNetwork, logLevel,
            logLimit, threads, bodyLimit, idleStop, diskReserve, requestLog,
            PrefectOption.upstream, PrefectOption.supervised, PrefectOption.listen, PrefectOption.access,
        ],
        examples: [
            .init("sluice serve", "on this machine, with the defaults"),
            .init("sluice serve --home /var/lib/sluice --traffic 0.0.0.0:80 --domain example.org", "for others, too"),
            .init("sluice serve --listen 10.0.0.5:8700 --host-name 10.0.0.5", "an API that others reach"),
            .init("sluice serve --prefect-upstream http://127.0.0.1:4300", "in front of Prefect, at its usual port"),
            .init("sluice serve --home /tmp/try --listen 127.0.0.1:0 --traffic 127.0.0.1:0", "on free ports"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let control = arguments[control, default: .standardControl]
        let traffic = arguments[traffic, default: .standardTraffic]
        let prefect = try PrefectOption.read(arguments)
        try checkDistinct(["--listen": control, "--traffic": traffic, "--prefect-listen": prefect?.listen])
        try checkSandbox(arguments, listeners: [control, traffic, prefect?.listen].compactMap(\.self))
        let networks = arguments.all(trustedNetwork)
        let options = ServeOptions(
            home: try session.home,
            control: control,
            hostNames: arguments.all(hostName),
            traffic: traffic,
            domain: arguments[domain, default: ServeOptions.standardDomain],
            zones: arguments.all(zone),
            trustedNetworks: networks.isEmpty ? ServeOptions.standardTrustedNetworks : networks.flatMap(\.self),
            allowsUnsupportedBindings: arguments[unsupported],
            allowsUnsandboxedFunctions: arguments[unsandboxed],
            grantsFunctionNetwork: arguments[functionNetwork],
            logLevel: arguments[logLevel, default: .info],
            logFolderLimit: arguments[logLimit, default: ServeOptions.standardLogFolderLimit],
            gatewayThreads: arguments[threads],
            bodyLimit: arguments[bodyLimit, default: ServeOptions.standardBodyLimit],
            idleStop: arguments[idleStop, default: ServeOptions.standardIdleStop],
            diskReserve: arguments[diskReserve, default: ServeOptions.standardDiskReserve],
            logsRequests: arguments[requestLog],
            prefect: prefect
        )
        return ExitCode(rawValue: await session.server.serve(options))
    }

    private static func checkDistinct(
        _ listeners: KeyValuePairs<String, ListenAddress?>
    ) throws(CommandFailure) {
        var options: [ListenAddress: String] = [:]
        for (option, address) in listeners {
            guard let address, address.port != 0 else { continue }
            if let other = options.updateValue(option, forKey: address) {
                throw .usage(
                    "addresses_equal",
                    "\(other) and \(option) are both \(address).",
                    nextStep: "Give them different ports."
                )
            }
        }
    }

    /// Where others reach the server, or it says so itself, functions are isolated or do not run.
    private static func checkSandbox(_ arguments: Arguments, listeners: [ListenAddress]) throws(CommandFailure) {
        let isRequired = arguments[sandbox] == .required || !listeners.allSatisfy(\.isLoopback)
        guard isRequired, arguments[unsandboxed] || arguments[sandbox] == .bestEffort else { return }
        throw .usage(
            "sandbox_required",
            "Functions are not run without a sandbox where others reach the server, or where --sandbox is required.",
            nextStep: "Leave out --allow-unsandboxed-functions, and --sandbox best-effort."
        )
    }
}
