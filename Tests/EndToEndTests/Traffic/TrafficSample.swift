/// One answered request.
struct TrafficSample: Sendable {
    /// Counts from 0 over all connections.
    let number: Int
    /// Before its first byte was written.
    let startedAt: ContinuousClock.Instant
    /// After the last byte of its answer was read.
    let endedAt: ContinuousClock.Instant
    /// What the worker said of itself.
    let version: Int
    /// What the gateway said: the version's number and the revision that it served by; absent unless asked for.
    let routedVersion: Int?
    let revision: Int?
}
