import FoundationEssentials
public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// The bytes of modules in a SQLite file of their own, so that large uploads do not delay small commits.
///
/// Blobs are cut into chunks of 1 MiB, each compressed and written in a transaction of its own, or together with other
/// small blobs. Equal bytes are stored once per account; digests are computed here and never taken from a client.
public struct SQLiteBlobStore: BlobStore {
    public let limits: BlobLimits
    let writer: Database
    let small: SmallBlobQueue
    private let bytes: SQLiteBlobReader
    private let location: StoreLocation
    private let now: @Sendable () -> Date

    /// Opens the file and removes what an earlier process left unfinished.
    static func open(
        _ location: StoreLocation,
        limits: BlobLimits,
        now: @escaping @Sendable () -> Date
    ) async throws(ReleaseError) -> SQLiteBlobStore {
        let writer = Database(label: "blob-writer")
        try await writer.open(location.blobs, access: .readWrite, schema: .blobs)
        try await writer.write("remove unfinished uploads") { (connection) throws(StoreFailure) in
            _ = try connection.removeUnfinishedBlobs()
        }
        return SQLiteBlobStore(
            limits: limits,
            writer: writer,
            small: SmallBlobQueue(writer: writer, location: location, reserve: limits.reserve, now: now),
            bytes: try await SQLiteBlobReader.open(location),
            location: location,
            now: now
        )
    }

    public func beginUpload(account: Account.ID) async throws(ReleaseError) -> any BlobUpload {
        let reserve = limits.reserve
        let home = location.home
        try await writer.run("begin upload") { (_) throws(StoreFailure) in try reserve.require(in: home) }
        return SQLiteBlobUpload(store: self, account: account)
    }

    /// Being asked for protects a blob from collection for a day, and the answer comes after any collection before it.
    public func stored(_ digests: Set<Digest>, account: Account.ID) async throws(ReleaseError) -> Set<Digest> {
        let time = now()
        return try await writer.write("stored blobs") { (connection) throws(StoreFailure) in
            var stored: Set<Digest> = []
            for digest in digests where try connection.renewBlob(digest, account: account, at: time) {
                stored.insert(digest)
            }
            return stored
        }
    }

    public func read(_ digest: Digest, account: Account.ID) async throws(ReleaseError) -> [UInt8]? {
        try await bytes.read(digest, account: account)
    }

    func close() async {
        await bytes.close()
        await writer.close()
    }

    /// Writes one chunk of a large blob, and begins the blob when there is no row yet; returns its row.
    func add(
        _ compressed: [UInt8],
        at position: Int,
        to row: Int?,
        account: Account.ID
    ) async throws(ReleaseError) -> Int {
        let time = now()
        let reserve = limits.reserve
        let home = location.home
        return try await writer.write("upload") { (connection) throws(StoreFailure) in
            try reserve.require(in: home)
            let place = if let row { row } else { try connection.beginBlob(account: account, at: time) }
            try connection.addChunk(compressed, at: position, to: place)
            return place
        }
    }

    /// Writes the last chunk of a large blob and names it.
    func finish(
        _ row: Int,
        last: [UInt8],
        at position: Int,
        as blob: StoredBlob,
        account: Account.ID
    ) async throws(ReleaseError) {
        let time = now()
        try await writer.write("finish upload") { (connection) throws(StoreFailure) in
            try connection.addChunk(last, at: position, to: row)
            try connection.finishBlob(row, as: blob, account: account, at: time)
        }
    }

    /// Removes an abandoned blob; if that fails, the next start or collection does it.
    func remove(_ row: Int) async {
        try? await writer.write("cancel upload") { (connection) throws(StoreFailure) in
            try connection.removeBlob(row)
        }
    }
}
