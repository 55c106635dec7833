/// What makes of a response the beginning of a WebSocket.
public final class WebSocketUpgrade: Sendable {
    /// Talks with the client until it returns.
    public typealias Serve = @Sendable (WebSocketSession) async throws -> Void

    /// The subprotocol that is spoken to clients that offer it.
    public let offeredProtocol: String?
    public let options: WebSocketOptions
    public let serve: Serve

    init(protocol name: String?, options: WebSocketOptions, serve: @escaping Serve) {
        offeredProtocol = name
        self.options = options
        self.serve = serve
    }
}

extension HTTPResponse {
    /// Makes of the request's connection a WebSocket, which the body serves in the task of the handler.
    ///
    /// The server does the handshake (RFC 6455, section 4.2): a request that does not ask for a WebSocket properly is
    /// refused, and the body is not called. The subprotocol is agreed upon if the client offers it; whether one that
    /// does not is served is for the body to decide. Extensions are never accepted.
    public static func webSocket(
        protocol name: String? = nil,
        fields: HTTPFields = [:],
        options: WebSocketOptions = WebSocketOptions(),
        _ serve: @escaping WebSocketUpgrade.Serve
    ) -> HTTPResponse {
        precondition(name.map { HTTPToken.isValid($0) } ?? true, "a subprotocol is a token")
        var response = HTTPResponse(.switchingProtocols, fields: fields)
        response.upgrade = .webSocket(WebSocketUpgrade(protocol: name, options: options, serve: serve))
        return response
    }
}
