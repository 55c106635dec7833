/// Where a client connects to, and what it calls the place.
public enum HTTPEndpoint: Sendable, Hashable {
    /// A name or an address (IPv6 without brackets), and a port.
    case tcp(host: String, port: UInt16)
    /// A Unix socket, and the authority that requests name unless they bring one.
    case unix(path: String, authority: String = "localhost")

    /// Why a URL names no endpoint.
    public struct Invalid: Error, Hashable, CustomStringConvertible {
        public let url: String
        public let reason: String

        public var description: String { "“\(url)” is not a server's URL: \(reason)" }
    }

    /// Reads `http://HOST[:PORT]`, with a slash behind it or none.
    public init(url: String) throws(Invalid) {
        guard url.hasPrefix("http://") else { throw Invalid(url: url, reason: "it must begin with http://") }
        var authority = url.dropFirst("http://".count)
        if authority.last == "/" { authority = authority.dropLast() }
        let bytes = Array(authority.utf8)
        guard bytes.count <= Self.longestAuthority, Authority.isValid(ByteRange(0, bytes.count), in: bytes.span) else {
            throw Invalid(url: url, reason: "write http://HOST:PORT, without path, query or user")
        }
        let colon = authority.last == "]" ? nil : authority.lastIndex(of: ":")
        let host = authority[..<(colon ?? authority.endIndex)]
        let port = colon.map { UInt16(authority[$0...].dropFirst()) } ?? 80
        guard let port else { throw Invalid(url: url, reason: "the port must be a number up to 65535") }
        self = .tcp(host: String(host.first == "[" ? host.dropFirst().dropLast() : host), port: port)
    }

    /// The longest host name of the DNS, in brackets or not, with a port.
    private static let longestAuthority = 300

    /// What requests put into `Host`.
    public var authority: String {
        switch self {
        case .tcp(let host, let port):
            let host = host.contains(":") ? "[\(host)]" : host
            return port == 80 ? host : "\(host):\(port)"
        case .unix(_, let authority): return authority
        }
    }
}

extension HTTPEndpoint: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tcp: "http://\(authority)"
        case .unix(let path, _): path
        }
    }
}
