import HTTPModel

/// The form of an upload, well formed unless a test says otherwise.
struct TestForm: Sendable {
    struct Part: Sendable {
        let name: String
        let type: HTTPFieldValue?
        let content: String
    }

    static let esm: HTTPFieldValue = "application/javascript+module"

    var parts: [Part]

    init(
        _ metadata: String = #"{"main":"index.js","deploy":true}"#,
        code: String = "export default { fetch() { return new Response('1') } }"
    ) {
        parts = [
            Part(name: "metadata", type: "application/json", content: metadata),
            Part(name: "index.js", type: Self.esm, content: code),
        ]
    }

    init(_ parts: [Part]) {
        self.parts = parts
    }

    func request(to name: String, fields: HTTPFields = [:]) throws -> HTTPRequest {
        var writer = MultipartWriter()
        for part in parts { writer.add(part.name, contentType: part.type, body: .text(part.content)) }
        var fields = fields
        fields.set(.contentType, to: try HTTPFieldValue(writer.contentType))
        let target = try HTTPTarget(segments: ["api", "v1", "workers", name, "versions"])
        return HTTPRequest(.post, target, fields: fields, body: writer.body)
    }
}
