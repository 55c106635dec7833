/// What runs functions.
public struct WireFunctionEngine: Codable, Sendable {
    /// `python`, `node` or `custom`.
    public let name: String
    /// Its own name and release; absent before the first has started.
    public let release: String?
    /// Why it cannot be started; absent where it can.
    public let missing: String?
    /// Those that are started and still without a function.
    public let warmProcesses: Int
    /// The runtimes that it runs, by the names that functions ask for.
    public let runtimes: [Runtime]

    public struct Runtime: Codable, Sendable {
        public let name: String
        /// How many instances there are, of all accounts; for the operator alone.
        public let instances: Int?

        public init(name: String, instances: Int?) {
            self.name = name
            self.instances = instances
        }
    }

    public init(name: String, release: String?, missing: String?, warmProcesses: Int, runtimes: [Runtime]) {
        self.name = name
        self.release = release
        self.missing = missing
        self.warmProcesses = warmProcesses
        self.runtimes = runtimes
    }

    var withoutCounts: WireFunctionEngine {
        WireFunctionEngine(
            name: name,
            release: release,
            missing: missing,
            warmProcesses: warmProcesses,
            runtimes: runtimes.map { Runtime(name: $0.name, instances: nil) }
        )
    }
}
