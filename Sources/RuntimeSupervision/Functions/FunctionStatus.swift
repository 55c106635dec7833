/// What functions run on, at one moment.
public struct FunctionStatus: Sendable, Hashable {
    /// Nil until it is known how functions can be isolated, which takes a moment after the start.
    public let sandbox: SandboxReport?
    /// All engines that there are for functions, those that cannot be started here among them.
    public let engines: [Engine]

    public struct Engine: Sendable, Hashable {
        public let engine: FunctionEngine
        /// Its own name and release, as the last one that was started reports them; nil before.
        public let release: String?
        /// Those that are started and still without a function.
        public let warm: Int
        /// Why it cannot be started; nil where it can.
        public let missing: String?
        public let runtimes: [Runtime]

        public init(engine: FunctionEngine, release: String?, warm: Int, missing: String?, runtimes: [Runtime]) {
            self.engine = engine
            self.release = release
            self.warm = warm
            self.missing = missing
            self.runtimes = runtimes
        }
    }

    /// A runtime by the name that functions ask for.
    public struct Runtime: Sendable, Hashable {
        public let name: String
        /// Those that start or end included.
        public let instances: Int

        public init(name: String, instances: Int) {
            self.name = name
            self.instances = instances
        }
    }

    public init(sandbox: SandboxReport?, engines: [Engine]) {
        self.sandbox = sandbox
        self.engines = engines
    }

    /// The engine of that kind.
    public subscript(_ engine: FunctionEngine) -> Engine? {
        engines.first { $0.engine == engine }
    }
}
