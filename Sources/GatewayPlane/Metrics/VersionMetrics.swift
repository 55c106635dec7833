public import Telemetry

/// What became of the requests of one version, or of a whole gateway.
public struct VersionMetrics: Sendable, Hashable {
    public private(set) var requests = 0
    /// Answers with a status of 500 or more, those that the gateway itself gave included.
    public private(set) var errors = 0
    /// From the complete head of a request to the last byte of its answer.
    public private(set) var latency = LatencyBuckets()

    public init() {}

    mutating func record(status: Int, nanoseconds: UInt64) {
        requests += 1
        if status >= 500 { errors += 1 }
        latency.record(nanoseconds: Int64(truncatingIfNeeded: nanoseconds))
    }

    mutating func add(_ other: VersionMetrics) {
        requests += other.requests
        errors += other.errors
        latency.add(other.latency)
    }
}
