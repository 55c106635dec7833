import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// Reads an upload part by part: the metadata first, then every module straight into the blob store.
///
/// No more than a chunk of a module is ever held. A blob that was begun is finished or cancelled.
struct UploadForm {
    /// The bytes of the part `metadata`: 1 MiB.
    static let maximumMetadataBytes = 1_024 * 1_024
    /// The name of the first part.
    static let metadataName = "metadata"

    private var reader: MultipartReader
    private let blobs: any BlobStore
    private let account: Account.ID
    private let limit: Int
    private var size = 0

    /// `limit` is that of all modules, in bytes.
    init(_ request: HTTPRequest, blobs: any BlobStore, account: Account.ID, limit: Int) throws {
        let type = request.fields[.contentType]
        let boundary: MultipartBoundary
        do {
            boundary = try MultipartBoundary(contentType: type ?? "")
        } catch {
            throw Refusal.contentTypeUnsupported(type, expected: "multipart/form-data with a boundary")
        }
        var limits = MultipartLimits()
        limits.parts = Component.maximumModules + 1
        // What cannot fit is refused before it is sent: heads and metadata are the only other things in a form.
        let overhead = Self.maximumMetadataBytes + limits.parts * limits.partHeadBytes
        if let length = request.body.length, length > limit + overhead { throw Refusal.uploadTooLarge(limit: limit) }
        reader = MultipartReader(request.body, boundary: boundary, limits: limits)
        self.blobs = blobs
        self.account = account
        self.limit = limit
    }

    /// Reads the first part, which must be the metadata; returns also its bytes.
    mutating func metadata() async throws -> (metadata: WireUploadMetadata, bytes: [UInt8]) {
        do {
            guard let part = try await reader.nextPart(), part.name == Self.metadataName else {
                throw Refusal(
                    .metadataMissing,
                    "The first part of the form is not \"\(Self.metadataName)\".",
                    next: "Send the JSON document that describes the upload as the first part."
                )
            }
            let bytes = try await reader.collectPart(upTo: Self.maximumMetadataBytes)
            return (try StrictJSON.decode(WireUploadMetadata.self, from: bytes), bytes)
        } catch let error as HTTPBody.TooLarge {
            throw Refusal(
                .metadataTooLarge,
                "The part \"\(Self.metadataName)\" is larger than \(error.limit) bytes.",
                next: "Send long texts as modules."
            )
        } catch let error as MultipartError {
            throw Refusal(error)
        }
    }

    /// Stores every other part as a module.
    mutating func modules() async throws -> [Module] {
        var modules: [Module] = []
        var names: Set<String> = []
        do {
            while let part = try await reader.nextPart() {
                guard names.insert(part.name).inserted else {
                    throw ReleaseError.contentInvalid(.moduleRepeated(part.name))
                }
                guard modules.count < Component.maximumModules else {
                    throw Refusal.modulesTooMany(limit: Component.maximumModules)
                }
                modules.append(try await module(part))
            }
        } catch let error as MultipartError {
            throw Refusal(error)
        }
        return modules
    }

    private mutating func module(_ part: MultipartPart) async throws -> Module {
        let type = try Self.type(of: part)
        guard Module.isWellFormed(part.name) else { throw ReleaseError.contentInvalid(.moduleName(part.name)) }
        let blob = try await store()
        do {
            return try Module(name: part.name, type: type, digest: blob.digest, size: blob.size)
        } catch {
            throw ReleaseError.contentInvalid(error)
        }
    }

    private mutating func store() async throws -> StoredBlob {
        let upload = try await blobs.beginUpload(account: account)
        do {
            while let chunk = try await reader.nextChunk() {
                size += chunk.count
                guard size <= limit else { throw Refusal.uploadTooLarge(limit: limit) }
                try await upload.append(chunk)
            }
            return try await upload.finish()
        } catch {
            await upload.cancel()
            throw error
        }
    }

    private static func type(of part: MultipartPart) throws -> ModuleType {
        let text = part.contentType ?? ""
        guard let mediaType = ParameterizedValue(text)?.value, let type = ModuleType(mediaType: mediaType) else {
            let known = ModuleType.allCases.map(\.mediaType)
            throw Refusal(
                .moduleTypeUnknown,
                "The module \"\(part.name)\" has the content type \"\(text)\", which is not one of a module.",
                next: "Send one of: \(known.joined(separator: ", ")).",
                candidates: known
            )
        }
        return type
    }
}

extension Refusal {
    /// Says what is wrong with a form; the details are for whoever writes a client.
    init(_ error: MultipartError) {
        if case .tooManyParts(let limit) = error {
            self = .modulesTooMany(limit: limit - 1)
            return
        }
        let what =
            switch error {
            case .noBoundary: "its content type names no boundary"
            case .truncated: "it ends before its last boundary"
            case .malformedBoundary: "something else than a line end follows a boundary"
            case .malformedHead(let part): "the head of part \(part) cannot be read"
            case .unnamedPart(let part): "part \(part) has no name"
            case .tooManyParts(let limit): "it has more than \(limit) parts"
            case .headTooLarge(let part, let limit): "the head of part \(part) is larger than \(limit) bytes"
            case .preambleTooLarge(let limit): "more than \(limit) bytes precede its first boundary"
            case .epilogueTooLarge(let limit): "more than \(limit) bytes follow its last boundary"
            }
        self.init(
            .multipartMalformed,
            "The form cannot be read: \(what).",
            next: "Send it again; if that does not help, the client writes forms that do not follow RFC 7578."
        )
    }
}
