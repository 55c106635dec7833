import FoundationEssentials
public import HTTPEngine
public import ReleaseModel

/// Whoever runs the instances to which the gateway sends requests.
public protocol InstanceSource: Sendable {
    /// Finds or starts an instance, and calls back exactly once, on any thread, now or later.
    ///
    /// The gateway holds requests meanwhile. It asks once per loop and target at a time.
    func acquire(
        _ target: InstanceTarget,
        completion: @escaping @Sendable (Result<UpstreamEndpoint, InstanceUnavailable>) -> Void
    )

    /// Tells that an endpoint refused a connection.
    ///
    /// The gateway will ask for another.
    func report(unreachable endpoint: UpstreamEndpoint)
}

/// What an instance is to run: one component of one version.
public struct InstanceTarget: Sendable, Hashable {
    public let workload: Workload.ID
    public let version: Version.ID
    public let snapshot: Digest
    public let component: String

    public init(workload: Workload.ID, version: Version.ID, snapshot: Digest, component: String) {
        self.workload = workload
        self.version = version
        self.snapshot = snapshot
        self.component = component
    }

    /// What takes all requests for functions, and assigns them to versions and instances itself.
    ///
    /// No version has a digest of nothing but zeros.
    public static let functions = InstanceTarget(
        workload: Workload.ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
        version: Version.ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
        snapshot: Digest.zero,
        component: "functions"
    )
}

/// Why there is no instance.
public struct InstanceUnavailable: Error, Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable {
        /// The version's own code does not load.
        case loadFailed = "load_failed"
        /// It did not start, or failed too often lately.
        case startFailed = "start_failed"
        /// There is no room for another instance.
        case noCapacity = "no_capacity"
        case stopping
    }

    public let reason: Reason
    /// What the client may read about it: no stack, no path of this machine.
    public let detail: String
    /// When trying again may help.
    public let retryAfter: Duration?

    public init(_ reason: Reason, detail: String, retryAfter: Duration? = nil) {
        self.reason = reason
        self.detail = detail
        self.retryAfter = retryAfter
    }
}
