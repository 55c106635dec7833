import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Carries out the calls of one key-value binding.
struct KeyValueCalls: Sendable {
    /// The longest value, in bytes, as Workers have it.
    static let valueLimit = 25 << 20

    let access: any KeyValueAccess
    let namespace: Resource.ID
    let caller: BindingCaller

    func answer(_ operation: BindingOperation, body: HTTPBody) async -> BindingAnswer {
        do {
            return try await perform(operation, body)
        } catch {
            return BindingAnswer(error)
        }
    }

    private func perform(
        _ operation: BindingOperation,
        _ body: HTTPBody
    ) async throws(KeyValueRefusal) -> BindingAnswer {
        switch operation {
        case .get(let key):
            guard let entry = try await access.entry(key, in: namespace, for: caller) else {
                return BindingAnswer(status: 404)
            }
            return BindingAnswer(status: 200, metadata: entry.metadata, body: .bytes(entry.value))
        case .getMany(let keys):
            let entries = try await access.entries(keys, in: namespace, for: caller)
            return try document(EntryList(entries))
        case .put(let key, let metadata, let expiration, let lifetime):
            let entry = KeyValueEntry(value: try await collect(body), metadata: metadata)
            // A lifetime goes before a time, as Workers document it.
            let end =
                lifetime.map { KeyValueExpiration.after(seconds: $0) }
                ?? expiration.map { KeyValueExpiration.at(secondsSince1970: $0) }
            try await access.put(entry, under: key, until: end, in: namespace, for: caller)
            return BindingAnswer(status: 200)
        case .delete(let key):
            try await access.delete(key, in: namespace, for: caller)
            return BindingAnswer(status: 200)
        case .list(let prefix, let limit, let cursor):
            let page = try await access.keys(prefix: prefix, limit: limit, from: cursor, in: namespace, for: caller)
            return try document(KeyList(keys: page.keys, cursor: page.cursor))
        case .fetch:
            return BindingAnswer(BindingRefusal("A key-value namespace has no fetch()."))
        }
    }

    private func collect(_ body: HTTPBody) async throws(KeyValueRefusal) -> [UInt8] {
        do {
            return try await body.collect(upTo: Self.valueLimit)
        } catch is HTTPBody.TooLarge {
            throw .valueTooLong(limit: Self.valueLimit)
        } catch {
            // The worker broke its own stream off; nobody reads this.
            throw .unavailable
        }
    }

    private func document(_ value: some Encodable) throws(KeyValueRefusal) -> BindingAnswer {
        do {
            return BindingAnswer(status: 200, body: .bytes(Array(try JSONEncoder().encode(value))))
        } catch {
            throw .unavailable
        }
    }

    private struct KeyList: Encodable {
        let keys: [KeyValuePage.ListedKey]
        let cursor: String?
    }

    private struct EntryList: Encodable {
        let entries: [Entry]

        struct Entry: Encodable {
            let key: String
            let value: String
            let metadata: String?
        }

        init(_ entries: [String: KeyValueEntry]) {
            self.entries = entries.map { key, entry in
                Entry(key: key, value: String(decoding: entry.value, as: UTF8.self), metadata: entry.metadata)
            }
        }
    }
}
