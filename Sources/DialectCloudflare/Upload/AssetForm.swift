import HTTPModel
import ReleaseCore
import ReleaseModel

/// Static files as clients send them: a form whose parts are named by the hashes of the manifest.
///
/// Each goes straight into the blob store. Nothing that the manifest does not name is stored, nor more of it than the
/// manifest says, nor anything twice: so the manifest bounds the body.
struct AssetForm: Sendable {
    /// What clients say of a file whose type they do not know.
    private static let unknownType = "application/null"

    private(set) var assets: [ReceivedAsset] = []

    init(_ call: AssetCall, expecting sizes: [AssetHash: Int], blobs: any BlobStore) async throws {
        let type = call.request.fields[.contentType] ?? ""
        guard let boundary = try? MultipartBoundary(contentType: type) else {
            throw CloudflareError(.badRequest, 10_001, "Content-Type must be multipart/form-data; it is \(type).")
        }
        var limits = MultipartLimits()
        limits.parts = sizes.count + 1
        var reader = MultipartReader(call.request.body, boundary: boundary, limits: limits)
        var sizes = sizes
        while let part = try await reader.nextPart() {
            guard let hash = AssetHash(part.name) else {
                throw CloudflareError.malformedUpload("the part \"\(part.name)\" is named by no hash")
            }
            guard let size = sizes.removeValue(forKey: hash) else {
                throw ReleaseError.manifestInvalid(.hashUnknown(hash))
            }
            let blob = try await Self.store(&reader, hash, size, isBase64: call.isBase64, in: blobs, of: call.account)
            let stated = part.contentType.flatMap { $0 == Self.unknownType || $0.isEmpty ? nil : $0 }
            do {
                assets.append(try ReceivedAsset(hash: hash, blob: blob, contentType: stated))
            } catch {
                throw ReleaseError.manifestInvalid(error)
            }
        }
    }

    private static func store(
        _ reader: inout MultipartReader,
        _ hash: AssetHash,
        _ size: Int,
        isBase64: Bool,
        in blobs: any BlobStore,
        of account: Account.ID
    ) async throws -> StoredBlob {
        let upload = try await blobs.beginUpload(account: account)
        do {
            var decoder = StreamedBase64()
            var received = 0
            while let chunk = try await reader.nextChunk() {
                let bytes = isBase64 ? try decoder.decode(chunk) : chunk
                received += bytes.count
                guard received <= size else {
                    throw ReleaseError.manifestInvalid(.sizeWrong(hash, size: received, expected: size))
                }
                try await upload.append(bytes)
            }
            try decoder.finish()
            return try await upload.finish()
        } catch {
            await upload.cancel()
            guard error is StreamedBase64.Malformed else { throw error }
            throw CloudflareError.malformedUpload("the part \"\(hash)\" is no base64")
        }
    }
}
