import HTTPModel
import NativeWire
import ProjectFiles
import ReleaseModel

/// An upload as a form: the metadata first, then a part for every module.
struct UploadForm: Sendable {
    private let metadata: String
    private let modules: [ModuleFile]
    private let boundary = MultipartBoundary.random()

    init(_ metadata: WireUploadMetadata, modules: [ModuleFile]) throws(CommandFailure) {
        self.metadata = try JSONDocument.line(metadata)
        self.modules = modules
    }

    var contentType: HTTPFieldValue { Self.field(MultipartWriter(boundary: boundary).contentType) }

    /// The form from its beginning; its length is known.
    @Sendable
    func body() -> HTTPBody {
        var writer = MultipartWriter(boundary: boundary)
        writer.add("metadata", contentType: "application/json", body: .text(metadata))
        for module in modules {
            writer.add(module.name, contentType: Self.field(module.type.mediaType), body: .bytes(module.bytes))
        }
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
