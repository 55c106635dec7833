/// Everything that is needed to start an instance of one function.
public struct FunctionLaunch: Sendable, Hashable {
    public var runtime: FunctionRuntime
    /// The absolute path of the unpacked package; the function sees its files, read-only, at `/code`.
    public var codeFolder: String
    /// The unpacked layers, whose files the function sees together at `/opt`; of files with one path the first counts.
    public var layers: [String] = []
    /// As the runtime takes it: `file.function`.
    public var handler: String
    public var initializer: Hook?
    public var preStop: Hook?
    public var preFreeze: Hook?
    public var environment: [String: String] = [:]
    public var memoryMebibytes = 512
    /// What `/tmp` may hold.
    public var diskMebibytes = 512
    /// How custom runtimes are started: the command; `/code/bootstrap` when empty.
    public var command: [String] = []
    /// Where custom runtimes listen.
    public var port: UInt16 = 9_000
    /// Whether the function shares this machine's network; it has none otherwise.
    public var hasNetwork = false
    public var identity: Identity
    /// How many requests it may be given at once.
    public var concurrency = 1
    /// How long one invocation may take: told to the function, and held by whoever invokes it.
    public var timeout = Duration.seconds(60)
    /// How long it may take to become ready, without the initializer.
    public var startTimeout = Duration.seconds(30)

    public init(runtime: FunctionRuntime, codeFolder: String, handler: String, identity: Identity) {
        self.runtime = runtime
        self.codeFolder = codeFolder
        self.handler = handler
        self.identity = identity
    }

    /// A function of the package that is called at a turn of an instance's life.
    public struct Hook: Sendable, Hashable {
        public var handler: String
        public var timeout: Duration

        public init(handler: String, timeout: Duration) {
            self.handler = handler
            self.timeout = timeout
        }
    }

    /// What the function is told about itself.
    public struct Identity: Sendable, Hashable {
        public var account: String
        public var region: String
        public var service: String
        public var function: String
        /// Empty for LATEST.
        public var versionID = ""
        /// The version or alias of the first call; later calls may name others.
        public var qualifier = "LATEST"
        public var logProject = ""
        public var logStore = ""
        /// The request for which the instance is started: what its hooks say is logged under it.
        public var requestID = ""
        /// What the instance is called; a name is made where this is empty.
        public var instanceID = ""

        public init(account: String, region: String, service: String, function: String) {
            self.account = account
            self.region = region
            self.service = service
            self.function = function
        }
    }
}
