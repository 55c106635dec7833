/// A handler that is called when an instance begins, rests or ends.
public struct LifecycleHook: Sendable, Hashable {
    public let handler: String
    /// In seconds.
    public let timeout: Int?
}
