/// How a server is to serve; all of it has been checked.
public struct ServeOptions: Sendable, Hashable {
    /// An absolute path.
    public let home: String
    /// Where the API and the dashboard listen.
    public let control: ListenAddress
    /// The names and addresses, besides loopback, by which the API and the pages may be asked.
    public let hostNames: [String]
    /// Where the workers' own requests arrive.
    public let traffic: ListenAddress
    /// What workers' host names end in: `localhost` makes `hello.localhost`.
    public let domain: String
    /// Domains besides: routes and custom hosts of workers lie in these.
    public let zones: [String]
    /// The networks, in CIDR notation, whose clients policies of the value `trusted` mean.
    public let trustedNetworks: [String]
    /// Whether bindings that do not run here are kept instead of refused.
    public let allowsUnsupportedBindings: Bool
    /// Whether functions run with this server's own rights where they cannot be isolated.
    public let allowsUnsandboxedFunctions: Bool
    /// Whether functions whose service asks for it share this machine's network.
    public let grantsFunctionNetwork: Bool
    public let logLevel: LogLevel
    /// All log files together, in bytes.
    public let logFolderLimit: Int
    /// The gateway's event loops; `nil` for one per core.
    public let gatewayThreads: Int?
    /// The largest request body that the gateway passes on, in bytes.
    public let bodyLimit: Int
    /// After how long without a request an instance is stopped.
    public let idleStop: Duration
    /// Below how many free bytes uploads are refused.
    public let diskReserve: Int
    /// Whether every request is written to a log of its own.
    public let logsRequests: Bool
    /// The Prefect server to stand in front of, if any.
    public let prefect: PrefectOptions?

    public init(
        home: String,
        control: ListenAddress = .standardControl,
        hostNames: [String] = [],
        traffic: ListenAddress = .standardTraffic,
        domain: String = standardDomain,
        zones: [String] = [],
        trustedNetworks: [String] = standardTrustedNetworks,
        allowsUnsupportedBindings: Bool = false,
        allowsUnsandboxedFunctions: Bool = false,
        grantsFunctionNetwork: Bool = false,
        logLevel: LogLevel = .info,
        logFolderLimit: Int = standardLogFolderLimit,
        gatewayThreads: Int? = nil,
        bodyLimit: Int = standardBodyLimit,
        idleStop: Duration = standardIdleStop,
        diskReserve: Int = standardDiskReserve,
        logsRequests: Bool = false,
        prefect: PrefectOptions? = nil
    ) {
        self.home = home
        self.control = control
        self.hostNames = hostNames
        self.traffic = traffic
        self.domain = domain
        self.zones = zones
        self.trustedNetworks = trustedNetworks
        self.allowsUnsupportedBindings = allowsUnsupportedBindings
        self.allowsUnsandboxedFunctions = allowsUnsandboxedFunctions
        self.grantsFunctionNetwork = grantsFunctionNetwork
        self.logLevel = logLevel
        self.logFolderLimit = logFolderLimit
        self.gatewayThreads = gatewayThreads
        self.bodyLimit = bodyLimit
        self.idleStop = idleStop
        self.diskReserve = diskReserve
        self.logsRequests = logsRequests
        self.prefect = prefect
    }

    public static let standardDomain = "localhost"
    public static let standardTrustedNetworks = ["127.0.0.0/8", "::1/128"]
    public static let standardLogFolderLimit = 128 << 20
    public static let standardBodyLimit = 100 << 20
    public static let standardIdleStop = Duration.seconds(60)
    public static let standardDiskReserve = 512 << 20

    /// Whether functions may be allowed to run where they cannot be isolated.
    public enum Sandbox: String, Sendable, Hashable, CaseIterable {
        case required
        case bestEffort = "best-effort"
    }

    /// The least that is logged.
    public enum LogLevel: String, Sendable, Hashable, CaseIterable {
        case debug, info, warning, error
    }
}
