import ReleaseModel
import RuntimeSupervision
import Synchronization

/// Key-value namespaces that live as long as a test.
final class MemoryNamespaces: KeyValueAccess {
    private let content = Mutex<[String: KeyValueEntry]>([:])

    /// The longest key, in bytes, as Workers have it.
    static let keyLimit = 512

    func entry(
        _ key: String,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> KeyValueEntry? {
        try check(key)
        return content.withLock { $0["\(namespace)/\(key)"] }
    }

    func entries(
        _ keys: [String],
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> [String: KeyValueEntry] {
        var found: [String: KeyValueEntry] = [:]
        for key in keys { found[key] = try await entry(key, in: namespace, for: caller) }
        return found
    }

    func put(
        _ entry: KeyValueEntry,
        under key: String,
        until expiration: KeyValueExpiration?,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) {
        try check(key)
        if case .after(let seconds) = expiration, seconds < 60 {
            throw .expirationTooSoon(.after(seconds: seconds), minimum: 60)
        }
        content.withLock { $0["\(namespace)/\(key)"] = entry }
    }

    func delete(_ key: String, in namespace: Resource.ID, for caller: BindingCaller) async throws(KeyValueRefusal) {
        content.withLock { $0["\(namespace)/\(key)"] = nil }
    }

    func keys(
        prefix: String,
        limit: Int?,
        from cursor: String?,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> KeyValuePage {
        let all = content.withLock { content in
            content.filter { $0.key.hasPrefix("\(namespace)/\(prefix)") && $0.key > cursor ?? "" }.sorted {
                $0.key < $1.key
            }
        }
        let page = all.prefix(limit ?? 1_000)
        let names = page.map { pair in
            let name = String(pair.key.dropFirst("\(namespace)/".count))
            return KeyValuePage.ListedKey(name: name, metadata: pair.value.metadata)
        }
        return KeyValuePage(keys: names, cursor: page.count < all.count ? page.last?.key : nil)
    }

    private func check(_ key: String) throws(KeyValueRefusal) {
        let length = key.utf8.count
        guard length <= Self.keyLimit else { throw .keyTooLong(bytes: length, limit: Self.keyLimit) }
    }
}
