import HTTPModel
import ReleaseModel
import ResourceStorage

extension CloudflareError {
    /// Translates what the storage of resources refuses.
    init(_ error: ResourceError) {
        switch error {
        case .namespaceNotFound(let id):
            self = CloudflareError(.notFound, 10_013, "namespace not found: \(id.compact)")
        case .titleTaken(let title):
            self = CloudflareError(
                .badRequest,
                10_014,
                "a namespace with this account ID and title already exists: \(title)"
            )
        case .titleEmpty: self = CloudflareError(.badRequest, 10_019, "A namespace needs a title.")
        case .overLimit(let limit, let found):
            self = CloudflareError(
                limit == .valueBytes || limit == .bytesPerBulkPut ? .contentTooLarge : .badRequest,
                10_147,
                "The limit \(limit.rawValue) is \(limit.maximum); this is \(found)."
            )
        case .pageInvalid(let page): self = .parameterMalformed("page", "\(page)")
        case .cursorInvalid(let cursor): self = .parameterMalformed("cursor", "\(cursor) is none of ours")
        case .keyEmpty, .keyReserved: self = .parameterMalformed("key_name", "a key cannot be empty, \".\" or \"..\"")
        case .metadataInvalid(let key): self = .validation("The metadata of \(key.text) are no JSON.")
        case .expirationTooSoon:
            let least = KVExpiration.minimumLifetimeSeconds
            self = .validation("An expiration must lie at least \(least) seconds ahead.")
        case .expirationTooLate: self = .validation("An expiration lies too far ahead.")
        case .diskReserve(let free, let reserve):
            self = CloudflareError(
                .insufficientStorage,
                10_013,
                "The disk is nearly full: \(free >> 20) MiB are free, \(reserve >> 20) MiB must stay so."
            )
        case .schemaTooNew(let found, let supported): self = .failed("schema \(found), known \(supported)")
        case .storageUnavailable(let operation, let cause): self = .unavailable("\(operation): \(cause)")
        case .storageCorrupt(let what, let cause): self = .failed("\(what): \(cause)")
        }
    }
}
