import FoundationEssentials
import ReleaseModel
import ResourceStorage
import RuntimeSupervision

/// Leads the key-value bindings of workers to the storage of their account.
struct KeyValueBridge: KeyValueAccess {
    let store: KVStore
    let book: RouteBook

    func entry(
        _ key: String,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> KeyValueEntry? {
        try await refusing { () async throws(ResourceError) in
            try await store.entry(try KVKey(key), in: try reference(namespace, caller), now: Date())
                .map { KeyValueEntry(value: $0.value, metadata: $0.metadata) }
        }
    }

    func entries(
        _ keys: [String],
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> [String: KeyValueEntry] {
        try await refusing { () async throws(ResourceError) in
            var wanted: [KVKey] = []
            for key in keys { wanted.append(try KVKey(key)) }
            let found = try await store.entries(wanted, in: try reference(namespace, caller), now: Date())
            let pairs = found.map { ($0.key.text, KeyValueEntry(value: $0.value.value, metadata: $0.value.metadata)) }
            return Dictionary(pairs) { first, _ in first }
        }
    }

    func put(
        _ entry: KeyValueEntry,
        under key: String,
        until expiration: KeyValueExpiration?,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) {
        try await refusing { () async throws(ResourceError) in
            let pair = try KVPair(
                key: try KVKey(key),
                value: entry.value,
                metadata: entry.metadata,
                expiration: expiration.map(KVExpiration.init)
            )
            try await store.put(pair, in: try reference(namespace, caller), now: Date())
        }
    }

    func delete(_ key: String, in namespace: Resource.ID, for caller: BindingCaller) async throws(KeyValueRefusal) {
        try await refusing { () async throws(ResourceError) in
            try await store.delete(try KVKey(key), in: try reference(namespace, caller))
        }
    }

    func keys(
        prefix: String,
        limit: Int?,
        from cursor: String?,
        in namespace: Resource.ID,
        for caller: BindingCaller
    ) async throws(KeyValueRefusal) -> KeyValuePage {
        try await refusing { () async throws(ResourceError) in
            let listing = try await store.keys(
                prefix: prefix,
                limit: limit ?? KVLimit.keysPerPage.maximum,
                from: cursor,
                in: try reference(namespace, caller),
                now: Date()
            )
            let keys = listing.keys.map {
                KeyValuePage.ListedKey(name: $0.key.text, expiration: $0.expiration, metadata: $0.metadata)
            }
            return KeyValuePage(keys: keys, cursor: listing.cursor)
        }
    }

    /// A namespace of the caller's account: that of another is not found.
    private func reference(
        _ namespace: Resource.ID,
        _ caller: BindingCaller
    ) throws(ResourceError) -> KVNamespace.Reference {
        let id = KVNamespace.ID(namespace.uuid)
        guard let workload = book.workload(caller.key.workload)?.workload else { throw .namespaceNotFound(id) }
        return KVNamespace.Reference(id, of: workload.account)
    }

    private func refusing<Value: Sendable>(
        _ body: () async throws(ResourceError) -> Value
    ) async throws(KeyValueRefusal) -> Value {
        do {
            return try await body()
        } catch {
            throw KeyValueRefusal(error)
        }
    }
}

extension KVExpiration {
    fileprivate init(_ expiration: KeyValueExpiration) {
        switch expiration {
        case .at(let second): self = .at(secondsSince1970: second)
        case .after(let seconds): self = .after(seconds: seconds)
        }
    }
}

extension KeyValueExpiration {
    fileprivate init(_ expiration: KVExpiration) {
        switch expiration {
        case .at(let second): self = .at(secondsSince1970: second)
        case .after(let seconds): self = .after(seconds: seconds)
        }
    }
}

extension KeyValueRefusal {
    fileprivate init(_ error: ResourceError) {
        switch error {
        case .namespaceNotFound: self = .namespaceNotFound
        case .overLimit(.keyBytes, let found): self = .keyTooLong(bytes: found, limit: KVLimit.keyBytes.maximum)
        case .overLimit(.valueBytes, _): self = .valueTooLong(limit: KVLimit.valueBytes.maximum)
        case .overLimit(.metadataBytes, let found):
            self = .metadataTooLong(bytes: found, limit: KVLimit.metadataBytes.maximum)
        case .overLimit(.keysPerPage, let found):
            self = found > 0 ? .pageTooLong(limit: KVLimit.keysPerPage.maximum) : .pageInvalid(found)
        case .overLimit(.keysPerBulkGet, _): self = .tooManyKeys(limit: KVLimit.keysPerBulkGet.maximum)
        case .overLimit(let limit, _): self = .tooManyBytes(limit: limit.maximum)
        case .pageInvalid(let page): self = .pageInvalid(page)
        case .cursorInvalid: self = .cursorInvalid
        case .keyEmpty: self = .keyEmpty
        case .keyReserved(let key): self = .keyReserved(key)
        case .metadataInvalid: self = .metadataInvalid
        case .expirationTooSoon(let expiration):
            self = .expirationTooSoon(KeyValueExpiration(expiration), minimum: KVExpiration.minimumLifetimeSeconds)
        case .expirationTooLate(let expiration): self = .expirationTooLate(KeyValueExpiration(expiration))
        case .diskReserve: self = .diskFull
        case .titleTaken, .titleEmpty, .schemaTooNew, .storageUnavailable, .storageCorrupt: self = .unavailable
        }
    }
}
