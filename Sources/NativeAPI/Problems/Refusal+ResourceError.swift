import HTTPModel
import ReleaseModel
import ResourceStorage

extension Refusal {
    /// Translates what the storage of resources refuses: a table without `default`.
    init(_ error: ResourceError) {
        switch error {
        case .namespaceNotFound(let id): self = .namespaceNotFound(id.compact)
        case .titleTaken(let title):
            self.init(
                .namespaceExists,
                "There is a KV namespace with the title \"\(title)\" already.",
                next: "Choose another title, or use that one: sluice kv namespace list"
            )
        case .titleEmpty: self.init(.titleInvalid, "The title is empty.", next: "Give the namespace a title.")
        case .overLimit(let limit, let found):
            self.init(
                .resourceLimit,
                "The limit \(limit.rawValue) is \(limit.maximum); this is \(found).",
                next: "Send less, or in several requests."
            )
        case .pageInvalid(let page): self = .queryInvalid("page", "\(page)", next: "Count pages from 1.")
        case .cursorInvalid(let cursor): self = .cursorInvalid(cursor)
        case .keyEmpty: self = .keyInvalid("", "is empty")
        case .keyReserved(let key): self = .keyInvalid(key, "cannot be named in a path")
        case .metadataInvalid(let key):
            self.init(
                .metadataInvalid,
                "The metadata of \"\(key)\" are no JSON.",
                next: "Send a JSON document as text."
            )
        case .expirationTooSoon:
            self.init(
                .expirationInvalid,
                "The pair would expire too soon.",
                next: "Let it live for at least \(KVExpiration.minimumLifetimeSeconds) seconds."
            )
        case .expirationTooLate:
            self.init(.expirationInvalid, "The expiration lies too far ahead.", next: "Stay within the year 9999.")
        case .diskReserve(let free, let reserve): self = .diskReserve(free: free, reserve: reserve)
        case .schemaTooNew(let found, let supported): self = .schemaTooNew(found, supported: supported)
        case .storageUnavailable(let operation, let cause): self = .storeUnavailable(operation, cause: cause)
        case .storageCorrupt(let what, let cause): self = .storeCorrupt(what, cause: cause)
        }
    }

    static func namespaceNotFound(_ id: String) -> Refusal {
        Refusal(
            .namespaceNotFound,
            "There is no KV namespace \"\(id)\".",
            next: "See the namespaces there are: sluice kv namespace list"
        )
    }

    static func keyNotFound(_ key: KVKey, in namespace: KVNamespace.ID) -> Refusal {
        Refusal(
            .keyNotFound,
            "The KV namespace \(namespace.compact) has no key \"\(key)\", or it has expired.",
            next: "See its keys: sluice kv key list --namespace-id \(namespace.compact)"
        )
    }

    private static func keyInvalid(_ key: String, _ what: String) -> Refusal {
        Refusal(
            .keyInvalid,
            "The key \"\(key)\" \(what).",
            next: "Use 1 to \(KVLimit.keyBytes.maximum) bytes, and neither \".\" nor \"..\"."
        )
    }
}
