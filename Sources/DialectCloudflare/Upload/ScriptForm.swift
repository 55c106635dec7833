import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// The body of an upload, in every convention that clients have: metadata, and modules that are already stored as blobs.
///
/// Modules go straight into the blob store, since metadata may come behind them.
struct ScriptForm: Sendable {
    /// The bytes of the metadata: 8 MiB, because bindings may hold texts.
    static let maximumMetadataBytes = 8 * 1_024 * 1_024

    struct Part: Sendable {
        /// Without a leading `./`.
        let name: String
        /// In lower case, without parameters.
        let contentType: String
        let blob: StoredBlob
    }

    private(set) var metadata: JSONValue = .null
    private(set) var parts: [Part] = []

    /// How the part with the metadata is written.
    enum Notation {
        case json
        /// As it is: the metadata is one string.
        case text
    }

    /// Reads a form whose metadata is the part of that name; a body that is JSON is all metadata.
    init(
        _ call: Call,
        metadataName: String = "metadata",
        in notation: Notation = .json,
        blobs: any BlobStore,
        limit: Int
    ) async throws {
        let (body, boundary) = try await Self.open(call.request)
        guard let boundary else {
            let bytes = try await body.collect(upTo: Self.maximumMetadataBytes)
            let document = bytes.isEmpty ? JSONValue.null : try JSONValue(parsing: bytes)
            metadata = document[metadataName] ?? document
            return
        }
        var limits = MultipartLimits()
        limits.parts = Component.maximumModules + 1_000
        var reader = MultipartReader(body, boundary: boundary, limits: limits)
        var fields: [(path: String, text: String)] = []
        var size = 0
        while let part = try await reader.nextPart() {
            if part.name == metadataName {
                let bytes = try await reader.collectPart(upTo: Self.maximumMetadataBytes)
                metadata =
                    notation == .json ? try JSONValue(parsing: bytes) : .string(String(decoding: bytes, as: UTF8.self))
            } else if part.filename == nil, part.name.hasPrefix("\(metadataName)[") {
                let bytes = try await reader.collectPart(upTo: Self.maximumMetadataBytes)
                fields.append((String(part.name.dropFirst(metadataName.count)), String(decoding: bytes, as: UTF8.self)))
            } else {
                let blob = try await Self.store(&reader, in: blobs, account: call.account, after: size, limit: limit)
                size += blob.size
                parts.append(Part(name: Self.moduleName(part), contentType: Self.mediaType(part), blob: blob))
            }
        }
        if metadata == .null, !fields.isEmpty { metadata = BracketFields(fields).value }
    }

    /// Returns the body and the boundary of its form; `nil` for a body that is JSON.
    ///
    /// One client sends a form under the content type of code; its boundary is taken from the first line.
    private static func open(_ request: HTTPRequest) async throws -> (HTTPBody, MultipartBoundary?) {
        let type = request.fields[.contentType] ?? ""
        let mediaType = ParameterizedValue(type)?.value ?? ""
        if mediaType == "multipart/form-data" {
            guard let boundary = try? MultipartBoundary(contentType: type) else {
                throw CloudflareError.malformedUpload("its content type names no boundary")
            }
            return (request.body, boundary)
        }
        var iterator = request.body.makeAsyncIterator()
        let first = try await iterator.next() ?? []
        let rest = BodyRemainder(iterator)
        let body = HTTPBody.concatenation([.bytes(first), .stream { try await rest.next() }])
        guard first.starts(with: Array("--".utf8)) else {
            guard mediaType.isEmpty || mediaType.hasSuffix("json") || mediaType == "text/plain" else {
                throw CloudflareError(
                    .badRequest,
                    10_001,
                    "Content-Type must be one of multipart/form-data, application/json; it is \(type)."
                )
            }
            return (body, nil)
        }
        let line = first.prefix { $0 != 0x0D && $0 != 0x0A }.dropFirst(2)
        let text = String(decoding: line, as: UTF8.self)
        return (body, try MultipartBoundary(contentType: "multipart/form-data; boundary=\"\(text)\""))
    }

    private static func store(
        _ reader: inout MultipartReader,
        in blobs: any BlobStore,
        account: Account.ID,
        after sizeBefore: Int,
        limit: Int
    ) async throws -> StoredBlob {
        let upload = try await blobs.beginUpload(account: account)
        do {
            var size = sizeBefore
            while let chunk = try await reader.nextChunk() {
                size += chunk.count
                guard size <= limit else { throw CloudflareError.tooLarge(mebibytes: limit >> 20) }
                try await upload.append(chunk)
            }
            return try await upload.finish()
        } catch {
            await upload.cancel()
            throw error
        }
    }

    /// Clients name modules by file name; where there is none, by the part.
    private static func moduleName(_ part: MultipartPart) -> String {
        let name = part.filename ?? part.name
        return name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    }

    private static func mediaType(_ part: MultipartPart) -> String {
        part.contentType.flatMap { ParameterizedValue($0)?.value.lowercased() } ?? ""
    }
}
