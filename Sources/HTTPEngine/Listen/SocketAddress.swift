import Glibc

/// Where a stream socket is or listens.
public enum SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IPv4 address in dotted form.
    case ipv4(String, port: UInt16)
    /// An IPv6 address without brackets.
    case ipv6(String, port: UInt16)
    /// A path of at most 107 bytes.
    case unix(String)

    /// Why a text is not `HOST:PORT`.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        public let text: String
        public let reason: String

        public var description: String { "“\(text)” is not an address: \(reason)" }
    }

    /// Reads `127.0.0.1:8787`, `[::1]:8787` or `localhost:8787` (which is 127.0.0.1).
    ///
    /// Names are not resolved.
    public init(parsing text: String) throws(Invalid) {
        guard let colon = text.lastIndex(of: ":") else {
            throw Invalid(text: text, reason: "write HOST:PORT, such as 127.0.0.1:8787")
        }
        let digits = text[text.index(after: colon)...]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(digits) else {
            throw Invalid(text: text, reason: "the port must be a number from 0 to 65535")
        }
        let host = String(text[..<colon])
        if host == "localhost" {
            self = .ipv4("127.0.0.1", port: port)
        } else if host.hasPrefix("["), host.hasSuffix("]") {
            self = .ipv6(String(host.dropFirst().dropLast()), port: port)
        } else {
            self = .ipv4(host, port: port)
        }
        guard (try? RawSocketAddress(self)) != nil else {
            throw Invalid(text: text, reason: "the host must be an IP address (IPv6 in brackets) or localhost")
        }
    }

    /// The port; nil for a Unix socket.
    public var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, let port): port
        case .unix: nil
        }
    }

    public var description: String {
        switch self {
        case .ipv4(let host, let port): "\(host):\(port)"
        case .ipv6(let host, let port): "[\(host)]:\(port)"
        case .unix(let path): path
        }
    }

    /// The same host at another port; a Unix path is unchanged.
    func with(port: UInt16) -> SocketAddress {
        switch self {
        case .ipv4(let host, _): .ipv4(host, port: port)
        case .ipv6(let host, _): .ipv6(host, port: port)
        case .unix: self
        }
    }
}
