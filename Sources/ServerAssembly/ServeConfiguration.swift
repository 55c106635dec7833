/// How a server is run; the supervisor hands it to its two processes.
public struct ServeConfiguration: Sendable, Codable, Hashable {
    /// The absolute path of the folder that holds all state.
    public var home: String
    /// `HOST:PORT` of the control listener.
    public var controlAddress = "127.0.0.1:8700"
    /// The names and addresses, besides loopback, that requests to the control listener may be addressed to.
    public var hostNames: [String] = []
    /// `HOST:PORT` of the traffic listener.
    public var trafficAddress = "127.0.0.1:8787"
    /// The domain under which workers have their hosts.
    public var domain = "localhost"
    /// The domains besides that the operator serves: routes and custom hosts of workers lie in these.
    public var zones: [String] = []
    /// The networks, in CIDR notation, whose clients policies of the value `trusted` mean.
    public var trustedNetworks = ["127.0.0.0/8", "::1/128"]
    /// Whether bindings that do not run here are kept instead of refused.
    public var allowsUnsupportedBindings = false
    /// Whether functions run where they cannot be isolated, with the rights of the server.
    public var allowsUnsandboxedFunctions = false
    /// Whether functions of services that ask for it share this machine's network.
    public var grantsFunctionNetwork = false
    /// The loops of the gateway; one per core unless set.
    public var gatewayThreads: Int?
    /// The most bytes of one request's body through the gateway.
    public var maximumRequestBody = 100 << 20
    /// How long an instance may be without a request before it is stopped, in seconds.
    public var idleStopSeconds = 60.0
    /// Uploads are refused while the disk has less room than this, in bytes.
    public var diskReserve = 512 << 20
    /// All log files together, in bytes.
    public var logCap = 128 << 20
    /// `debug`, `info`, `warning` or `error`.
    public var logLevel = "info"
    /// Whether every request is written to `logs/requests.log`.
    public var logsRequests = false
    /// The Prefect server to stand in front of; none unless set.
    public var prefect: PrefectConfiguration?

    public init(home: String) {
        self.home = home
    }
}
