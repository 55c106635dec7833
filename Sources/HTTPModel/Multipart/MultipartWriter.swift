/// Makes the body of a form (RFC 7578) out of parts, which are read only when the body is.
public struct MultipartWriter: Sendable {
    private let boundary: MultipartBoundary
    private var bodies: [HTTPBody] = []

    public init(boundary: MultipartBoundary = .random()) {
        self.boundary = boundary
    }

    /// Adds a part behind the others.
    public mutating func add(
        _ name: String,
        filename: String? = nil,
        contentType: HTTPFieldValue? = nil,
        body: HTTPBody
    ) {
        var head = bodies.isEmpty ? "" : "\r\n"
        head += "--\(boundary.text)\r\nContent-Disposition: form-data; name=\"\(Self.escaped(name))\""
        if let filename { head += "; filename=\"\(Self.escaped(filename))\"" }
        if let contentType { head += "\r\nContent-Type: \(contentType.text)" }
        bodies += [.text(head + "\r\n\r\n"), body]
    }

    /// The value for the `Content-Type` of the message.
    public var contentType: String { "multipart/form-data; boundary=\"\(boundary.text)\"" }

    /// The form; its length is known if that of every part is.
    public var body: HTTPBody {
        .concatenation(bodies + [.text((bodies.isEmpty ? "" : "\r\n") + "--\(boundary.text)--\r\n")])
    }

    /// Escapes as browsers do (the form-data section of the HTML standard), and a backslash by a second one.
    private static func escaped(_ name: String) -> String {
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": escaped += "%22"
            case "\\": escaped += "\\\\"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
