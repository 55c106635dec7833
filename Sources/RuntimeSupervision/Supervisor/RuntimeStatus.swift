/// What the runtime is doing, at one moment.
public struct RuntimeStatus: Sendable, Hashable {
    /// `deno`.
    public let engine: String
    /// As the engine reports it; nil before the first has started.
    public let engineVersion: String?
    public let warmEngines: Int
    /// What separates a worker from the machine and from other workers.
    public let isolation: [IsolationLayer]
    /// By key, then by age.
    public let instances: [InstanceStatus]
    /// Engines of an earlier life that were found running, and ended.
    public let reapedEngines: Int
    /// Nil where there is nothing that functions run on.
    public let functions: FunctionStatus?

    public enum IsolationLayer: String, Sendable, Hashable {
        /// One process per version.
        case process
        /// The engine's own permissions, given up before any user code runs.
        case enginePermissions
        /// The engine's executable had the expected digest.
        case verifiedEngine
        /// System calls taken away, IPv6 sockets among them.
        case systemCallFilter
        /// Limits on memory, descriptors and core files.
        case resourceLimits
    }

    public struct InstanceStatus: Sendable, Hashable {
        public let id: UInt64
        public let key: InstanceKey
        public let state: State
        public let pid: Int32?
        public let memory: ProcessMemory?
        public let inFlight: Int
        /// Since it became ready; nil before.
        public let uptime: Duration?
        /// How often earlier instances of the key ended on their own.
        public let losses: Int

        public enum State: String, Sendable, Hashable {
            case starting, ready, draining, stopping
        }
    }
}
