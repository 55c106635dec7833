/// One page of an account's namespaces.
public struct KVNamespaceList: Sendable, Hashable {
    public let namespaces: [KVNamespace]
    /// How many the account has on all pages.
    public let totalCount: Int

    /// By what a list is ordered.
    public enum Order: Sendable, Hashable {
        case id, title
    }

    public enum Direction: Sendable, Hashable {
        case ascending, descending
    }
}
