import SQLiteAccess

/// The KV namespaces of all accounts, and their pairs.
///
/// Whoever asks names the account; a namespace of another one is not found. Nothing here reads a clock: a pair is
/// gone from the second of its expiration on, by the time that the caller gives.
public struct KVStore: Sendable {
    /// Of whose disk the reserve is kept.
    let folder: String
    let reserve: DiskReserve
    let writer: ResourceFile
    let reader: ResourceFile
    let scanner: ResourceFile
}
