/// Why routes and custom domains may not be about a host.
public struct UnroutableHost: Error, Sendable, Hashable {
    /// The host as the pattern has it.
    public let host: String
    public let reason: Reason

    public init(host: String, reason: Reason) {
        self.host = host
        self.reason = reason
    }

    public enum Reason: Sendable, Hashable {
        /// The control listener answers under that name.
        case control
        /// It is the domain whose subdomains are workers.
        case bareDomain
        /// It is, or could become, the host of a worker or a preview.
        case workerHost
        /// It is in none of the operator's zones.
        case outsideZones([DomainName])
    }
}
