/// A secret on its way in; no answer ever has its text.
public struct WireSecret: Codable, Sendable {
    /// The binding's name.
    public let name: String
    public let text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// A request to set and to remove secrets, in one new version.
public struct WireSecretsRequest: Codable, Sendable {
    public let set: [WireSecret]?
    /// The names of secrets to remove; each must be there.
    public let remove: [String]?
    /// Whether the new version is like the deployed one and takes its place at once.
    ///
    /// Otherwise it is like the newest one, and is not deployed.
    public let deploy: Bool?
    /// Allow a deployment of several versions to end: the new version is like the one with the largest share then.
    public let overrideSplit: Bool?
    /// The version's message, and the deployment's.
    public let message: String?
    public let tag: String?

    public init(
        set: [WireSecret]? = nil,
        remove: [String]? = nil,
        deploy: Bool? = nil,
        overrideSplit: Bool? = nil,
        message: String? = nil,
        tag: String? = nil
    ) {
        self.set = set
        self.remove = remove
        self.deploy = deploy
        self.overrideSplit = overrideSplit
        self.message = message
        self.tag = tag
    }
}

/// The names of the secrets of one version.
public struct WireVersionSecrets: Codable, Sendable, Hashable {
    public let version: Int
    public let secrets: [String]

    public init(version: Int, secrets: [String]) {
        self.version = version
        self.secrets = secrets
    }
}
