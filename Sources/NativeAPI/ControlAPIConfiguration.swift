public import ReleaseModel

/// Where the server is reached, and how much it takes.
public struct ControlAPIConfiguration: Sendable {
    /// The bytes of all modules of one upload, unless the operator says otherwise: 128 MiB.
    public static let standardUploadLimit = 128 * 1_024 * 1_024

    /// The server's own version.
    public let serverVersion: String
    /// Such as `http://127.0.0.1:8700`.
    public let controlURL: String
    /// The port that the control listener is bound to.
    public let controlPort: Int
    /// The names, besides loopback literals, that requests may be addressed to.
    public let hostNames: Set<String>
    /// Such as `http://127.0.0.1:8787`.
    public let trafficURL: String
    public let trafficPort: Int
    /// What worker hosts end in, such as `localhost`.
    public let domain: String
    /// The domains besides in which workloads may have routes and hosts of their own.
    public let zones: [DomainName]
    /// What runs functions here: the name of an engine by that of the runtime that functions ask for.
    public let functionEngines: [String: String]
    /// The bytes of all modules of one upload.
    public let uploadLimit: Int

    public init(
        serverVersion: String,
        controlURL: String,
        controlPort: Int,
        hostNames: Set<String> = [],
        trafficURL: String,
        trafficPort: Int,
        domain: String = "localhost",
        zones: [DomainName] = [],
        functionEngines: [String: String] = [:],
        uploadLimit: Int = ControlAPIConfiguration.standardUploadLimit
    ) {
        self.serverVersion = serverVersion
        self.controlURL = controlURL
        self.controlPort = controlPort
        self.hostNames = hostNames
        self.trafficURL = trafficURL
        self.trafficPort = trafficPort
        self.domain = domain
        self.zones = zones
        self.functionEngines = functionEngines
        self.uploadLimit = uploadLimit
    }

    /// Where a host label of ours answers.
    func url(ofLabel label: String) -> String {
        "http://\(label).\(domain):\(trafficPort)"
    }
}
