public import FoundationEssentials
public import ReleaseModel

/// A run of a flow that was handed to whoever executes it, and the version that was live then.
public struct FlowPickup: Sendable, Hashable {
    /// As the flow's system knows the run.
    public typealias ID = Identifier<FlowPickup>

    public let run: ID
    public let workload: Workload.ID
    public let version: Version.ID
    public let at: Date

    /// How long it is remembered.
    public static let retention: Duration = .seconds(400 * 86_400)

    public init(run: ID, workload: Workload.ID, version: Version.ID, at: Date) {
        self.run = run
        self.workload = workload
        self.version = version
        self.at = at
    }
}
