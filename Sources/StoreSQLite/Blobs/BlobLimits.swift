public import SQLiteAccess

/// What the blob store accepts.
public struct BlobLimits: Sendable, Hashable {
    /// The largest blob, in bytes.
    public let maximumBlobSize: Int
    public let reserve: DiskReserve

    public init(maximumBlobSize: Int = 128 << 20, reserve: DiskReserve = .standard) {
        self.maximumBlobSize = maximumBlobSize
        self.reserve = reserve
    }

    /// How many bytes of a blob make one chunk, and about how many bytes one transaction writes at most.
    static let chunkSize = 1 << 20
    /// How many finished uploads may wait for the transaction before theirs.
    static let maximumWaiting = 1_024
    /// How old a blob's last use by an upload must be before it is worth a write to renew it, in milliseconds.
    static let renewalMilliseconds = 3_600_000
}
