/// The methods whose meaning matters to framing or to a retry.
public enum KnownMethod: UInt8, Sendable {
    case get
    case head
    case options
    case put
    case delete
    case trace
    case post
    case patch
    case connect
    /// Any other token; it passes through as it came.
    case other

    /// Whether sending the request twice does what sending it once does (RFC 9110, 9.2.2).
    public var isIdempotent: Bool {
        switch self {
        case .get, .head, .options, .put, .delete, .trace: true
        case .post, .patch, .connect, .other: false
        }
    }

    /// Recognises a method; methods are case-sensitive.
    static func named(_ range: ByteRange, in bytes: Span<UInt8>) -> KnownMethod {
        func either(_ text: StaticString, _ method: KnownMethod) -> KnownMethod {
            bytes.equals(text, at: range) ? method : .other
        }
        switch range.count {
        case 3: return bytes.equals("GET", at: range) ? .get : either("PUT", .put)
        case 4: return bytes.equals("POST", at: range) ? .post : either("HEAD", .head)
        case 5: return bytes.equals("PATCH", at: range) ? .patch : either("TRACE", .trace)
        case 6: return either("DELETE", .delete)
        case 7: return bytes.equals("OPTIONS", at: range) ? .options : either("CONNECT", .connect)
        default: return .other
        }
    }
}
