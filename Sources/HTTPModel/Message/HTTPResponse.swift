/// One response.
///
/// The fields that frame it (`Content-Length`, `Transfer-Encoding`) follow from the body.
public struct HTTPResponse: Sendable {
    public var status: HTTPStatus
    public var fields: HTTPFields
    public var body: HTTPBody
    /// Set in a response that begins a WebSocket or a tunnel; see ``webSocket(protocol:fields:options:_:)`` and
    /// ``tunnel(to:fields:body:receiving:)``.
    public internal(set) var upgrade: HTTPUpgrade?

    public init(_ status: HTTPStatus, fields: HTTPFields = [:], body: HTTPBody = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A response of one piece with its content type.
    public init(_ status: HTTPStatus, contentType: HTTPFieldValue, body: HTTPBody) {
        self.init(status, fields: [.contentType: contentType], body: body)
    }

    /// A refusal as a problem document (RFC 9457), with the status that the document names.
    public init(_ problem: ProblemDetails) {
        self.init(problem.status, contentType: ProblemDetails.contentType, body: .bytes(problem.json))
    }
}
