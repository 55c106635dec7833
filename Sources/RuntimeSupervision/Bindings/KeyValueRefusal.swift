/// Why a key-value call failed; the worker gets it as `KV PUT failed: 413 …`, in the words that Workers use.
public enum KeyValueRefusal: Error, Sendable, Hashable {
    case namespaceNotFound
    case keyEmpty
    /// `.` and `..`.
    case keyReserved(String)
    case keyTooLong(bytes: Int, limit: Int)
    case valueTooLong(limit: Int)
    case metadataTooLong(bytes: Int, limit: Int)
    case metadataInvalid
    /// Nearer than `minimum` seconds from now.
    case expirationTooSoon(KeyValueExpiration, minimum: Int)
    case expirationTooLate(KeyValueExpiration)
    case pageTooLong(limit: Int)
    case pageInvalid(Int)
    case cursorInvalid
    case tooManyKeys(limit: Int)
    /// The values that were asked for, or are under way in the instance, are too many bytes together.
    case tooManyBytes(limit: Int)
    case diskFull
    /// The storage cannot be reached; the cause is in the log, not here.
    case unavailable
}

extension KeyValueRefusal {
    var status: Int {
        switch self {
        case .namespaceNotFound: 404
        case .keyEmpty, .keyReserved, .metadataInvalid, .expirationTooSoon, .expirationTooLate, .pageTooLong,
            .pageInvalid,
            .cursorInvalid, .tooManyKeys:
            400
        case .keyTooLong: 414
        case .valueTooLong, .metadataTooLong, .tooManyBytes: 413
        case .diskFull: 507
        case .unavailable: 503
        }
    }

    var message: String {
        switch self {
        case .namespaceNotFound: "The namespace does not exist."
        case .keyEmpty: "Key name cannot be empty."
        case .keyReserved(let key): "\"\(key)\" is not allowed as a key name."
        case .keyTooLong(let bytes, let limit): "UTF-8 encoded length of \(bytes) exceeds key length limit of \(limit)."
        case .valueTooLong(let limit): "Value length exceeds limit of \(limit)."
        case .metadataTooLong(let bytes, let limit): "Metadata length of \(bytes) exceeds limit of \(limit)."
        case .metadataInvalid: "Metadata must be valid JSON."
        case .expirationTooSoon(.after(let seconds), let minimum):
            "Invalid expiration_ttl of \(seconds). Expiration TTL must be at least \(minimum)."
        case .expirationTooSoon(.at(let second), let minimum):
            "Invalid expiration of \(second). Expiration times must be at least \(minimum) seconds in the future."
        case .expirationTooLate(.after(let seconds)):
            "Invalid expiration_ttl of \(seconds). It is too far in the future."
        case .expirationTooLate(.at(let second)): "Invalid expiration of \(second). It is too far in the future."
        case .pageTooLong(let limit): "Invalid key_count_limit. Please specify an integer less than \(limit)."
        case .pageInvalid(let count): "Invalid key_count_limit of \(count). Please specify an integer greater than 0."
        case .cursorInvalid: "Invalid cursor."
        case .tooManyKeys(let limit): "You can request a maximum of \(limit) keys"
        case .tooManyBytes(let limit): "The values exceed \(limit) bytes together."
        case .diskFull: "There is no room left."
        case .unavailable: "The storage cannot be reached."
        }
    }
}
