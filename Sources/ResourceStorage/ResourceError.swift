/// Why a resource was not read or written; nothing was changed unless the case says otherwise.
public enum ResourceError: Error, Sendable, Hashable {
    // What the caller names.
    /// There is no such namespace in the account, which is also the answer for one of another account.
    case namespaceNotFound(KVNamespace.ID)
    case titleTaken(String)
    case titleEmpty

    // What the caller sends.
    case overLimit(KVLimit, found: Int)
    case pageInvalid(Int)
    case cursorInvalid(String)
    case keyEmpty
    /// `.` and `..` cannot be keys, because a path of the API cannot name them.
    case keyReserved(String)
    case metadataInvalid(KVKey)
    /// An expiration nearer than ``KVExpiration/minimumLifetimeSeconds``.
    case expirationTooSoon(KVExpiration)
    /// An expiration beyond ``KVExpiration/latest``.
    case expirationTooLate(KVExpiration)

    // What the machine says. Of a bulk write the batches before the failure stay written.
    case diskReserve(freeBytes: Int, reserveBytes: Int)
    case schemaTooNew(found: Int, supported: Int)
    case storageUnavailable(operation: String, cause: String)
    case storageCorrupt(what: String, cause: String)
}
