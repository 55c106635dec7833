import HTTPModel

/// What a route answers, on its way to becoming a response.
struct Answer: Sendable {
    var response: HTTPResponse

    init(_ response: HTTPResponse) {
        self.response = response
    }

    init(_ json: JSONValue, tag: EntityTag? = nil) {
        response = HTTPResponse(.ok, contentType: "application/json", body: .bytes(json.bytes))
        if let tag { set(.eTag, tag.text) }
    }

    /// Without a body, and so without a content type: clients would parse it.
    static let nothing = Answer(HTTPResponse(.noContent))

    /// Sets a field; what no field can hold is left out.
    mutating func set(_ name: HTTPFieldName, _ value: String) {
        if let value = try? HTTPFieldValue(value) { response.fields.set(name, to: value) }
    }
}
