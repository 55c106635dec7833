/// What makes of a response the beginning of a tunnel: from its head on, both sides send bytes as they like.
public final class TunnelUpgrade: Sendable {
    /// Reads what the client sends behind its request's head, until the client or the connection ends.
    ///
    /// What comes after it has returned is read for nobody. It is cancelled when the connection ends.
    public typealias Receive = @Sendable (HTTPBody) async -> Void

    /// The protocol that is changed to, one that the request offers.
    public let protocolName: String
    public let receive: Receive

    init(to protocolName: String, receive: @escaping Receive) {
        self.protocolName = protocolName
        self.receive = receive
    }
}

extension HTTPResponse {
    /// Makes of the request's connection a tunnel: the body is sent as it is, without framing, while the closure reads
    /// what the client sends.
    ///
    /// When the body ends the client is told so; when both ways have ended, or either fails, the connection ends. The
    /// server refuses a request that does not offer the protocol by `Upgrade`, that has a body or that is HTTP/1.0;
    /// neither is the closure called then nor the body read.
    public static func tunnel(
        to protocolName: String,
        fields: HTTPFields = [:],
        body: HTTPBody,
        receiving receive: @escaping TunnelUpgrade.Receive
    ) -> HTTPResponse {
        precondition(HTTPToken.isValid(protocolName), "a protocol without a version is a token")
        var response = HTTPResponse(.switchingProtocols, fields: fields, body: body)
        response.upgrade = .tunnel(TunnelUpgrade(to: protocolName, receive: receive))
        return response
    }
}

extension HTTPFields {
    /// The protocols that a message changes to, or offers: the items of `Upgrade`, in lower case, provided that
    /// `Connection` names that field (RFC 9110, section 7.8).
    public var upgradeProtocols: [String] {
        guard contains(.upgrade), items(of: .connection).contains(where: { $0.lowercased() == "upgrade" }) else {
            return []
        }
        return items(of: .upgrade).map { $0.lowercased() }
    }

    /// The items of a comma-separated field, over all its lines and without quoted strings (RFC 9110, section 5.6.1).
    public func items(of name: HTTPFieldName) -> [String] {
        values(of: name).flatMap { value in
            value.split(separator: ",").compactMap { item in
                let text = try? HTTPFieldValue(String(item)).text
                return text?.isEmpty == false ? text : nil
            }
        }
    }
}
