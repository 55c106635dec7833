/// Who is at the other end of a connection.
public enum PeerAddress: Sendable, Hashable {
    /// A numeric IPv4 or IPv6 address and a port.
    case internet(host: String, port: UInt16)
    /// A Unix socket of this machine.
    case local
    case unknown
}

extension PeerAddress: CustomStringConvertible {
    public var description: String {
        switch self {
        case .internet(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .local: "local"
        case .unknown: "unknown"
        }
    }
}
