public import ReleaseModel

/// Reads and writes the key-value namespaces that versions are bound to.
///
/// The caller's workload decides which account's namespaces there are: one of another account is not found. What is
/// written is durable when the call returns.
public protocol KeyValueAccess: Sendable {
    /// Returns what is stored under a key; nil when nothing is, or it has expired.
    func entry(
        _ key: String,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> KeyValueEntry?

    /// Returns what is stored under several keys, as it is at one moment; what is not there is missing.
    func entries(
        _ keys: [String],
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> [String: KeyValueEntry]

    func put(
        _ entry: KeyValueEntry,
        under key: String,
        until expiration: KeyValueExpiration?,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal)

    /// Succeeds as well when nothing is stored under the key.
    func delete(_ key: String, in namespace: Resource.ID, for caller: BindingCaller) async throws(KeyValueRefusal)

    /// Returns one page of the keys with a prefix; `limit` nil means as many as a page may have.
    func keys(
        prefix: String,
        limit: Int?,
        from cursor: String?,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> KeyValuePage
}
