/// What one sweep removed.
public struct Swept: Sendable, Hashable {
    /// Pairs whose time was over.
    public let expired: Int
    /// Pairs of deleted namespaces.
    public let ofDeletedNamespaces: Int
    /// Whether nothing is left to sweep; otherwise the next sweep goes on.
    public let isDone: Bool
}
