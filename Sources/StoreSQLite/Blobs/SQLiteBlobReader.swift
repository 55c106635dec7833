import ContentDigest
public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// Reads blobs, in the process that writes them or in another.
public struct SQLiteBlobReader: Sendable {
    private let database: Database

    static func open(_ location: StoreLocation) async throws(ReleaseError) -> SQLiteBlobReader {
        let database = Database(label: "blob-reader")
        try await database.open(location.blobs, access: .readOnly, schema: .blobs)
        return SQLiteBlobReader(database: database)
    }

    /// Returns a blob's bytes after checking them against the digest; `nil` when it is not stored.
    public func read(_ digest: Digest, account: Account.ID) async throws(ReleaseError) -> [UInt8]? {
        let chunks = try await database.read("read blob") { (connection) throws(StoreFailure) in
            try connection.chunks(of: digest, account: account)
        }
        guard let chunks else { return nil }
        guard let bytes = Self.join(chunks), Digest(sha256: bytes) == digest else {
            throw .storeCorrupt(what: "blob \(digest)", cause: "its bytes do not have this digest")
        }
        return bytes
    }

    /// The bytes of every chunk of a blob but the last.
    public static let chunkSize = BlobLimits.chunkSize

    /// Returns one chunk of a blob, which by itself cannot be checked against the digest; `nil` when it is not stored.
    ///
    /// For whoever has read the whole before.
    public func chunk(
        _ position: Int,
        of digest: Digest,
        account: Account.ID
    ) async throws(ReleaseError) -> [UInt8]? {
        let chunk = try await database.run("read chunk") { (connection) throws(StoreFailure) in
            try connection.chunk(position, of: digest, account: account)
        }
        guard let chunk else { return nil }
        guard let bytes = Self.join([chunk]) else {
            throw .storeCorrupt(what: "blob \(digest)", cause: "its chunk \(position) is damaged")
        }
        return bytes
    }

    func close() async {
        await database.close()
    }

    /// Expands chunks; `nil` when one is damaged.
    static func join(_ chunks: [[UInt8]]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for chunk in chunks {
            guard let expanded = Zstandard.decompress(chunk, limit: BlobLimits.chunkSize) else { return nil }
            bytes += expanded
        }
        return bytes
    }
}
