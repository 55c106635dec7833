import HTTPModel
import NativeWire
import ProjectFiles
import ReleaseModel

/// A form as it goes to the server; it can be sent more than once.
struct UploadForm: Sendable {
    /// A named part in memory.
    struct Part: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    private let parts: [Part]
    private let boundary = MultipartBoundary.random()

    init(_ parts: [Part]) {
        self.parts = parts
    }

    /// An upload: the metadata first, then a part for every module.
    init(_ metadata: WireUploadMetadata, modules: [ModuleFile]) throws(CommandFailure) {
        let document = Array(try JSONDocument.line(metadata).utf8)
        self.init(
            [Part(name: "metadata", type: "application/json", bytes: document)]
                + modules.map { Part(name: $0.name, type: $0.type.mediaType, bytes: $0.bytes) }
        )
    }

    var contentType: HTTPFieldValue { Self.field(MultipartWriter(boundary: boundary).contentType) }

    /// The form from its beginning; its length is known.
    @Sendable
    func body() -> HTTPBody {
        var writer = MultipartWriter(boundary: boundary)
        for part in parts { writer.add(part.name, contentType: Self.field(part.type), body: .bytes(part.bytes)) }
        return writer.body
    }

    /// Takes text of our own making, which has no control characters.
    private static func field(_ text: String) -> HTTPFieldValue {
        do throws(HTTPFieldValue.Invalid) {
            return try HTTPFieldValue(text)
        } catch {
            preconditionFailure("not a field value: \(text)")
        }
    }
}
