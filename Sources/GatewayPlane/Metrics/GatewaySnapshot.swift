public import ReleaseModel

/// What a gateway has done since it started, and has in hand, over all loops.
public struct GatewaySnapshot: Sendable {
    public struct VersionRow: Sendable {
        public let workload: Workload.ID
        public let version: Version.ID
        public let worker: String
        public let number: Int
        public internal(set) var metrics: VersionMetrics
    }

    /// By worker and number.
    public internal(set) var versions: [VersionRow] = []
    /// All requests that were given to a version, those of versions since forgotten included.
    public internal(set) var total = VersionMetrics()
    /// Requests that reached no version: malformed, or for an unknown host.
    public internal(set) var unrouted = 0
    public internal(set) var connectionsAccepted = 0
    /// Connections closed at once because a loop had too many.
    public internal(set) var connectionsRefused = 0
    public internal(set) var connectionsOpen = 0

    mutating func add(_ other: GatewaySnapshot) {
        for row in other.versions {
            if let index = versions.firstIndex(where: { $0.version == row.version && $0.workload == row.workload }) {
                versions[index].metrics.add(row.metrics)
            } else {
                versions.append(row)
            }
        }
        versions.sort { ($0.worker, $0.number) < ($1.worker, $1.number) }
        total.add(other.total)
        unrouted += other.unrouted
        connectionsAccepted += other.connectionsAccepted
        connectionsRefused += other.connectionsRefused
        connectionsOpen += other.connectionsOpen
    }
}
