public import ReleaseModel

/// How Sluice stands in front of a Prefect server.
public struct PrefectAPIConfiguration: Sendable {
    /// The account whose workloads the deployments are.
    public let account: Account.ID
    /// The port of the listener.
    public let port: Int
    /// The names, besides loopback, that requests may be addressed to.
    public let hostNames: Set<String>
    /// Whether only holders of Sluice's tokens get through.
    public let needsToken: Bool

    public init(account: Account.ID, port: Int, hostNames: Set<String>, needsToken: Bool) {
        self.account = account
        self.port = port
        self.hostNames = hostNames
        self.needsToken = needsToken
    }
}
