/// The name of a header field: a token (RFC 9110, section 5.1), equal to any other spelling of its case.
public struct HTTPFieldName: Sendable {
    /// As it was given, and as it goes on the wire.
    public let spelling: String

    /// In lower case, which is what comparison goes by.
    public let lowercased: String

    public init(_ spelling: String) throws(Invalid) {
        guard HTTPToken.isValid(spelling) else { throw Invalid() }
        self.init(checked: spelling)
    }

    private init(checked spelling: String) {
        self.spelling = spelling
        self.lowercased = spelling.lowercased()
    }

    /// What was given is not a token.
    public struct Invalid: Error, Hashable {}
}

extension HTTPFieldName: Hashable {
    public static func == (left: HTTPFieldName, right: HTTPFieldName) -> Bool {
        left.lowercased == right.lowercased
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(lowercased)
    }
}

extension HTTPFieldName: ExpressibleByStringLiteral {
    /// A name written in the source; one that is no token is a mistake of ours and traps.
    public init(stringLiteral spelling: String) {
        precondition(HTTPToken.isValid(spelling), "not a field name: \(spelling)")
        self.init(checked: spelling)
    }
}

extension HTTPFieldName: CustomStringConvertible {
    public var description: String { spelling }
}

extension HTTPFieldName {
    public static let accept: HTTPFieldName = "Accept"
    public static let allow: HTTPFieldName = "Allow"
    public static let authorization: HTTPFieldName = "Authorization"
    public static let cacheControl: HTTPFieldName = "Cache-Control"
    public static let connection: HTTPFieldName = "Connection"
    public static let contentDisposition: HTTPFieldName = "Content-Disposition"
    public static let contentLength: HTTPFieldName = "Content-Length"
    public static let contentType: HTTPFieldName = "Content-Type"
    public static let cookie: HTTPFieldName = "Cookie"
    public static let eTag: HTTPFieldName = "ETag"
    public static let expect: HTTPFieldName = "Expect"
    public static let host: HTTPFieldName = "Host"
    public static let idempotencyKey: HTTPFieldName = "Idempotency-Key"
    public static let ifMatch: HTTPFieldName = "If-Match"
    public static let ifNoneMatch: HTTPFieldName = "If-None-Match"
    public static let location: HTTPFieldName = "Location"
    public static let origin: HTTPFieldName = "Origin"
    public static let retryAfter: HTTPFieldName = "Retry-After"
    public static let secWebSocketAccept: HTTPFieldName = "Sec-WebSocket-Accept"
    public static let secWebSocketKey: HTTPFieldName = "Sec-WebSocket-Key"
    public static let secWebSocketProtocol: HTTPFieldName = "Sec-WebSocket-Protocol"
    public static let secWebSocketVersion: HTTPFieldName = "Sec-WebSocket-Version"
    public static let setCookie: HTTPFieldName = "Set-Cookie"
    public static let transferEncoding: HTTPFieldName = "Transfer-Encoding"
    public static let upgrade: HTTPFieldName = "Upgrade"
    public static let userAgent: HTTPFieldName = "User-Agent"
    public static let wwwAuthenticate: HTTPFieldName = "WWW-Authenticate"
}
