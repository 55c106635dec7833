/// How the pages are reached.
public struct DashboardConfiguration: Sendable {
    /// The port that the control listener is bound to.
    public let controlPort: Int
    /// The names, besides loopback literals, that requests may be addressed to.
    public let hostNames: Set<String>

    public init(controlPort: Int, hostNames: Set<String> = []) {
        self.controlPort = controlPort
        self.hostNames = hostNames
    }
}
