import HTTPModel

/// Turns the parsed head of a request into a value for the handler.
struct RequestReader {
    /// Why a head that the parser let pass is refused.
    enum Fault: Error, Hashable {
        case target(HTTPTarget.Invalid)
        case fieldNotUTF8

        var explanation: String {
            switch self {
            case .fieldNotUTF8: "A field value is not UTF-8."
            case .target(.dotSegment): "The path has a segment . or .., plain or escaped."
            case .target(.notUTF8): "The target does not decode to UTF-8."
            case .target(.brokenEscape): "The target has a % without two hexadecimal digits."
            case .target(.nulByte): "The target has an escaped NUL."
            case .target(.illegalCharacter), .target(.notOriginForm): "The target is malformed."
            }
        }
    }

    let parser: HeadParser

    /// Returns the request of the head last parsed.
    func request(
        _ head: RequestHead,
        in bytes: Span<UInt8>,
        body: HTTPBody,
        from peer: PeerAddress
    ) throws(Fault) -> HTTPRequest {
        guard let fields = parser.modelFields(bytes), let method = try? HTTPMethod(bytes.text(head.methodName))
        else { throw .fieldNotUTF8 }
        var path = bytes.text(head.path)
        // An absolute target may leave its path out.
        if head.form == .absolute, path.first != "/" { path = "/" + path }
        let authority = head.authority.isEmpty ? nil : bytes.text(head.authority)
        do {
            return HTTPRequest(
                method,
                try HTTPTarget(path),
                authority: authority,
                fields: fields,
                body: body,
                peer: peer
            )
        } catch {
            throw .target(error)
        }
    }
}

extension PeerAddress {
    /// The address of a stream's peer; a stream without one is a Unix socket.
    init(_ address: SocketAddress?) {
        switch address {
        case .ipv4(let host, let port), .ipv6(let host, let port): self = .internet(host: host, port: port)
        case .unix, nil: self = .local
        }
    }
}
