/// A response's head, as positions in the bytes that were parsed.
public struct ResponseHead: Sendable {
    /// 100–999.
    public let status: Int
    /// Status code and reason phrase, as they came.
    public let statusAndReason: ByteRange
    public let isHTTP10: Bool
    public let connection: ConnectionOptions
    /// The declared length; nil without `Content-Length`.
    public let contentLength: Int?
    public let isChunked: Bool
    /// The length of the head; the body begins there.
    public let byteCount: Int

    /// Whether the sender keeps the connection, provided that the body has an end of its own.
    public var isPersistent: Bool {
        isHTTP10
            ? connection.contains(.keepAlive) && !connection.contains(.close)
            : !connection.contains(.close)
    }

    /// Whether it is an interim answer (100–199), which another head follows.
    public var isInterim: Bool { status < 200 }

    /// How the body ends, which also depends on the request (RFC 9112, 6.3).
    public func body(answering method: KnownMethod) -> BodyFraming {
        if method == .head || isInterim || status == 204 || status == 304 { return .none }
        if isChunked { return .chunked }
        guard let contentLength else { return .untilClose }
        return contentLength == 0 ? .none : .length(contentLength)
    }
}
