import HTTPModel
import ReleaseCore
import ReleaseModel

/// Contents of static files as parts of a form, each named by its hash in the manifest.
///
/// Each goes straight into the blob store. Nothing that the manifest does not name is stored, nor more of it than the
/// manifest says, nor anything twice: so the manifest bounds the body.
struct AssetForm: Sendable {
    private(set) var assets: [ReceivedAsset] = []

    init(_ call: Call, expecting sizes: [AssetHash: Int], blobs: any BlobStore) async throws {
        let type = call.request.fields[.contentType]
        guard let boundary = try? MultipartBoundary(contentType: type ?? "") else {
            throw Refusal.contentTypeUnsupported(type, expected: "multipart/form-data with a boundary")
        }
        var limits = MultipartLimits()
        limits.parts = sizes.count + 1
        var reader = MultipartReader(call.request.body, boundary: boundary, limits: limits)
        var sizes = sizes
        do {
            while let part = try await reader.nextPart() {
                guard let hash = AssetHash(part.name), let size = sizes.removeValue(forKey: hash) else {
                    throw Refusal.assetUnexpected(part.name)
                }
                let blob = try await Self.store(&reader, hash, size, in: blobs, of: call.account)
                assets.append(try ReceivedAsset(hash: hash, blob: blob))
            }
        } catch let error as MultipartError {
            throw Refusal(error)
        }
    }

    private static func store(
        _ reader: inout MultipartReader,
        _ hash: AssetHash,
        _ size: Int,
        in blobs: any BlobStore,
        of account: Account.ID
    ) async throws -> StoredBlob {
        let upload = try await blobs.beginUpload(account: account)
        do {
            var received = 0
            while let chunk = try await reader.nextChunk() {
                received += chunk.count
                guard received <= size else {
                    throw ReleaseError.manifestInvalid(.sizeWrong(hash, size: received, expected: size))
                }
                try await upload.append(chunk)
            }
            let blob = try await upload.finish()
            // What a client calls a content is a claim, and is computed again.
            guard blob.digest.hex.hasPrefix(hash.text.lowercased()) else {
                throw Refusal.assetDigestMismatch(hash, computed: blob.digest)
            }
            return blob
        } catch {
            await upload.cancel()
            throw error
        }
    }
}
