/// What separates functions from this machine, found out once by trying it.
public struct SandboxReport: Sendable, Hashable {
    public let active: [Layer]
    public let missing: [Missing]

    /// Whether functions can be started under the requirement.
    public let isSufficient: Bool

    /// Whether functions are confined at all: everything else stands on this layer.
    public var isEnforced: Bool { active.contains(.bubblewrap) }

    public enum Layer: String, Sendable, Hashable, CaseIterable {
        /// A file system of its own, and namespaces for processes, network and host name.
        case bubblewrap
        /// A user of the system for each instance, who owns nothing else.
        case userPerInstance
        /// A user namespace of its own, without the right to make another.
        case userNamespace
        /// System calls taken away.
        case systemCallFilter
        /// Limits on memory, processes, descriptors, file sizes and core files, per process.
        case resourceLimits
        /// A limit on the memory of all processes of an instance together.
        case memoryGroup

        /// What follows where it is missing, as the end of a sentence about functions.
        public var consequence: String {
            switch self {
            case .bubblewrap: "functions see this machine's files, processes and network"
            case .userPerInstance: "functions of all accounts are one user of this machine"
            case .userNamespace: "functions have the rights of this server's user"
            case .systemCallFilter: "functions reach every system call of the kernel"
            case .resourceLimits: "functions may use up memory, processes and descriptors of this machine"
            case .memoryGroup: "a function that starts several processes may use its memory several times over"
            }
        }
    }

    public struct Missing: Sendable, Hashable {
        public let layer: Layer
        public let reason: String

        public init(layer: Layer, reason: String) {
            self.layer = layer
            self.reason = reason
        }
    }

    public init(active: [Layer], missing: [Missing], isSufficient: Bool) {
        self.active = active
        self.missing = missing
        self.isSufficient = isSufficient
    }
}
