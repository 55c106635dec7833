public import ReleaseModel

/// Where it is written which version runs of flows were started with.
public protocol FlowRunLedger: Sendable {
    /// Remembers pick-ups; a run that is picked up again has the last one.
    func record(_ pickups: [FlowPickup]) async throws(ReleaseError)
    /// Returns what is known of these runs, at most ``PageRequest/maximumLimit`` of them.
    func pickups(of runs: [FlowPickup.ID]) async throws(ReleaseError) -> [FlowPickup]
    /// Returns the last pick-ups of a version, newest first, at most `limit`.
    func pickups(of version: Version.ID, limit: Int) async throws(ReleaseError) -> [FlowPickup]
}
