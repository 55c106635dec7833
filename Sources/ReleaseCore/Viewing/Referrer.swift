public import ReleaseModel

/// A binding by which one worker calls another.
public struct Referrer: Sendable, Hashable {
    public let worker: Workload
    public let version: Version
    /// The binding's name.
    public let binding: String
}
