/// What separates functions from this machine, found out once by trying it.
public struct SandboxReport: Sendable, Hashable {
    public let active: [Layer]
    public let missing: [Missing]

    /// Whether functions can be started under the requirement.
    public let isSufficient: Bool

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
    }

    public struct Missing: Sendable, Hashable {
        public let layer: Layer
        public let reason: String
    }

    /// What a function reaches that shares this machine's network, in one sentence for operators.
    public static let networkGrant =
        "A function with a network reaches all that this server reaches: the internet, the local network, and what"
        + " listens on this machine's own addresses, Sluice's control listener and cloud metadata among it."
}
