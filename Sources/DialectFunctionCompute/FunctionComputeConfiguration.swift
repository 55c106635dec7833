public import ReleaseModel

/// What the API has to know of the server that it is a part of.
public struct FunctionComputeConfiguration: Sendable {
    /// The region of services that name none.
    public static let defaultRegion = "local"
    /// The most functions of one service.
    public static let maximumFunctions = 50
    /// The largest package of code, in bytes.
    public static let maximumPackageBytes = 100 * 1_024 * 1_024

    public let controlPort: Int
    /// Under which names the control listener answers, besides loopback literals.
    public let hostNames: Set<String>
    /// Where clients reach the control listener, without a slash at its end.
    public let controlURL: String
    public let trafficPort: Int
    /// The operator's domain, below which workers and functions have hosts.
    public let domain: String
    public let zones: [DomainName]
    /// The runtimes that can be asked for.
    public let runtimes: [String]

    public init(
        controlPort: Int,
        hostNames: Set<String>,
        controlURL: String,
        trafficPort: Int,
        domain: String,
        zones: [DomainName],
        runtimes: [String]
    ) {
        self.controlPort = controlPort
        self.hostNames = hostNames
        self.controlURL = controlURL
        self.trafficPort = trafficPort
        self.domain = domain
        self.zones = zones
        self.runtimes = runtimes
    }
}
