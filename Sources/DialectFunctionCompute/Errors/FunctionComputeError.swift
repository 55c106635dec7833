public import HTTPModel

/// A refusal in the words of Function Compute: a code, which decides the status, and a message.
public struct FunctionComputeError: Error, Sendable, Hashable {
    public let code: Code
    public let message: String
    /// What only the log may know.
    public var cause: String?

    public init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var status: HTTPStatus { code.status }

    /// The answer: a document in which every client finds its own words for code and message.
    ///
    /// It is JSON for every status, since some clients read it before they look at that.
    public func response(requestID: String) -> HTTPResponse {
        let members = [
            ("ErrorCode", code.rawValue), ("ErrorMessage", message), ("Code", code.rawValue), ("Message", message),
            ("RequestId", requestID),
        ]
        let text = members.map { "\(Self.json($0)):\(Self.json($1))" }.joined(separator: ",")
        var response = HTTPResponse(status, contentType: "application/json", body: .bytes(Array("{\(text)}".utf8)))
        if let value = try? HTTPFieldValue(requestID) { response.fields.set(.functionComputeRequestID, to: value) }
        return response
    }

    /// A JSON string (RFC 8259, section 7).
    private static func json(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": json += "\\\(scalar)"
            case "\u{00}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}

extension HTTPFieldName {
    public static let functionComputeRequestID: HTTPFieldName = "X-Fc-Request-Id"
}
