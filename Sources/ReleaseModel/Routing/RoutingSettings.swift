/// The settings of a workload that a gateway obeys.
public struct RoutingSettings: Sendable, Hashable {
    /// Whether answers carry `Sluice-Version` and `Sluice-Revision`.
    public let reportsVersion: Bool
    /// Whether versions and aliases answer on hosts of their own.
    public let hasPreviews: Bool
    /// Whom those hosts answer.
    public let previewAccess: AccessPolicy
    /// Whose request header may choose among the versions of the deployment.
    public let versionOverrides: AccessPolicy
    /// Whose request may bring an affinity key of its own.
    public let affinityKeys: AccessPolicy
    /// Whether the workload answers on its own host under the operator's domain.
    public let hasHost: Bool
    /// The SHA-256 of the workload's access token; without one nobody has what ``AccessPolicy/token`` asks for.
    public let accessToken: Digest?

    public init(
        reportsVersion: Bool = false,
        hasPreviews: Bool = true,
        previewAccess: AccessPolicy = .anyone,
        versionOverrides: AccessPolicy = .anyone,
        affinityKeys: AccessPolicy = .anyone,
        hasHost: Bool = true,
        accessToken: Digest? = nil
    ) {
        self.reportsVersion = reportsVersion
        self.hasPreviews = hasPreviews
        self.previewAccess = previewAccess
        self.versionOverrides = versionOverrides
        self.affinityKeys = affinityKeys
        self.hasHost = hasHost
        self.accessToken = accessToken
    }
}
