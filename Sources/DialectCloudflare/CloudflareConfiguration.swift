public import ReleaseModel

/// Where the server is reached, and how much it takes.
public struct CloudflareConfiguration: Sendable {
    /// The port that the control listener is bound to.
    public let controlPort: Int
    /// The names, besides loopback literals, that requests may be addressed to.
    public let hostNames: Set<String>
    public let trafficPort: Int
    /// What worker hosts end in, such as `localhost`.
    public let domain: String
    /// The domains besides in which workers may have routes and hosts of their own.
    public let zones: [DomainName]
    /// The bytes of all modules of one upload.
    public let uploadLimit: Int

    public init(
        controlPort: Int,
        hostNames: Set<String> = [],
        trafficPort: Int,
        domain: String = "localhost",
        zones: [DomainName] = [],
        uploadLimit: Int
    ) {
        self.controlPort = controlPort
        self.hostNames = hostNames
        self.trafficPort = trafficPort
        self.domain = domain
        self.zones = zones
        self.uploadLimit = uploadLimit
    }

    /// Where this API is for who is on the same machine.
    var loopback: String { "127.0.0.1:\(controlPort)" }

    /// `localhost:8787`: what hosts are made with.
    var suffix: String { "\(domain):\(trafficPort)" }
}
