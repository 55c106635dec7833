import ContentDigest
import ReleaseCore
import ReleaseModel

/// A blob on its way in: hashed and compressed as it comes, and written chunk by chunk once it is larger than one.
actor SQLiteBlobUpload: BlobUpload {
    private let store: SQLiteBlobStore
    private let account: Account.ID
    private var hash: SHA256? = SHA256()
    private var buffer: [UInt8] = []
    private var size = 0
    /// The row of a blob that needs more than one chunk, and how many of them are written.
    private var partial: (row: Int, chunks: Int)?

    init(store: SQLiteBlobStore, account: Account.ID) {
        self.store = store
        self.account = account
    }

    func append(_ bytes: [UInt8]) async throws(ReleaseError) {
        guard size + bytes.count <= store.limits.maximumBlobSize else {
            await cancel()
            throw .contentTooLarge(limit: store.limits.maximumBlobSize)
        }
        try requireOpen()
        hash?.update(bytes)
        size += bytes.count
        buffer += bytes
        // The last chunk stays in memory, so that a blob of one chunk is written in one piece.
        while buffer.count > BlobLimits.chunkSize {
            let chunk = Array(buffer.prefix(BlobLimits.chunkSize))
            buffer.removeFirst(BlobLimits.chunkSize)
            try await write(chunk)
        }
    }

    func finish() async throws(ReleaseError) -> StoredBlob {
        try requireOpen()
        guard let hash = hash.take(), let digest = Digest(hash.finalize()) else { throw Self.closed }
        let blob = StoredBlob(digest: digest, size: size)
        let last = Zstandard.compress(buffer)
        buffer = []
        if let partial {
            try await store.finish(partial.row, last: last, at: partial.chunks, as: blob, account: account)
            self.partial = nil
        } else {
            try await store.small.store(SmallBlob(account: account, blob: blob, compressed: last))
        }
        return blob
    }

    func cancel() async {
        hash = nil
        buffer = []
        guard let abandoned = partial.take() else { return }
        await store.remove(abandoned.row)
    }

    private static let closed = ReleaseError.storeUnavailable(operation: "upload", cause: "the upload is over")

    private func requireOpen() throws(ReleaseError) {
        guard hash != nil else { throw Self.closed }
    }

    private func write(_ chunk: [UInt8]) async throws(ReleaseError) {
        let compressed = Zstandard.compress(chunk)
        do {
            let place = partial
            let row = try await store.add(compressed, at: place?.chunks ?? 0, to: place?.row, account: account)
            partial = (row, (place?.chunks ?? 0) + 1)
        } catch {
            await cancel()
            throw error
        }
    }
}
