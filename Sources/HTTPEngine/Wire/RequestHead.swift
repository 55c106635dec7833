/// A request's head, as positions in the bytes that were parsed.
public struct RequestHead: Sendable {
    public enum TargetForm: UInt8, Sendable {
        /// `/path?query`
        case origin
        /// `http://host/path?query`
        case absolute
        /// `*`, for OPTIONS.
        case asterisk
    }

    public let method: KnownMethod
    public let methodName: ByteRange
    public let target: ByteRange
    public let form: TargetForm
    /// The host with its port, from the target if that is absolute, else from `Host`, with which it agrees.
    ///
    /// Empty only in HTTP/1.0. Checked to be a name, an IPv4 address or a bracketed IPv6 address, and a port up to
    /// 65535.
    public let authority: ByteRange
    /// The target from its path on; empty for an absolute target without a path, which means `/`.
    ///
    /// It then may still begin with `?`.
    public let path: ByteRange
    public let isHTTP10: Bool
    public let connection: ConnectionOptions
    /// Never `untilClose`.
    public let body: BodyFraming
    /// The client waits for `100 Continue` before it sends the body.
    public let expectsContinue: Bool
    /// The client asks for another protocol by `Upgrade`.
    public let asksUpgrade: Bool
    /// The length of the head; the body begins there.
    public let byteCount: Int

    /// Whether the client keeps the connection for another request.
    public var isPersistent: Bool {
        isHTTP10
            ? connection.contains(.keepAlive) && !connection.contains(.close)
            : !connection.contains(.close)
    }
}
