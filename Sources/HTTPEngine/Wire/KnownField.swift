/// The header fields that the engine or the gateway must recognise.
public enum KnownField: UInt8, Sendable {
    case accept
    case connection
    case contentLength
    case cookie
    case expect
    case host
    case http2Settings
    case keepAlive
    case proxyAuthenticate
    case proxyAuthorization
    case proxyConnection
    case te
    case trailer
    case transferEncoding
    case upgrade
    /// Any other field.
    case other

    /// Whether the field speaks of this connection only (RFC 9110, 7.6.1) and never passes a proxy.
    ///
    /// Framing and `Host` are not among them: a proxy writes those afresh.
    public var isHopByHop: Bool {
        switch self {
        case .connection, .http2Settings, .keepAlive, .proxyAuthenticate, .proxyAuthorization, .proxyConnection, .te,
            .trailer, .upgrade:
            true
        case .accept, .contentLength, .cookie, .expect, .host, .transferEncoding, .other: false
        }
    }

    /// Recognises a name, whatever its case.
    static func named(_ range: ByteRange, in bytes: Span<UInt8>) -> KnownField {
        func either(_ text: StaticString, _ field: KnownField) -> KnownField {
            bytes.hasPrefix(text, at: range) ? field : .other
        }
        switch range.count {
        case 2: return either("te", .te)
        case 4: return either("host", .host)
        case 6:
            let accept = either("accept", .accept)
            if accept == .accept { return accept }
            return bytes.hasPrefix("cookie", at: range) ? .cookie : either("expect", .expect)
        case 7: return bytes.hasPrefix("upgrade", at: range) ? .upgrade : either("trailer", .trailer)
        case 10: return bytes.hasPrefix("connection", at: range) ? .connection : either("keep-alive", .keepAlive)
        case 14:
            return bytes.hasPrefix("content-length", at: range)
                ? .contentLength : either("http2-settings", .http2Settings)
        case 16: return either("proxy-connection", .proxyConnection)
        case 17: return either("transfer-encoding", .transferEncoding)
        case 18: return either("proxy-authenticate", .proxyAuthenticate)
        case 19: return either("proxy-authorization", .proxyAuthorization)
        default: return .other
        }
    }
}
