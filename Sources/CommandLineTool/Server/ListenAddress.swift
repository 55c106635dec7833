/// Where to listen: a host and a port, of which 0 lets the system choose one.
public struct ListenAddress: Sendable, Hashable {
    /// A name, an IPv4 literal, or an IPv6 literal without its brackets.
    public let host: String
    public let port: UInt16

    /// Reads `HOST:PORT`, with an IPv6 literal in brackets; `nil` for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Self.port(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        let isHostByte = { (byte: UInt8) in (0x21...0x7E).contains(byte) && !Array("[]/@?#".utf8).contains(byte) }
        guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return nil }
        self.init(host: String(host), port: port)
    }

    private init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Whether nobody but this machine can reach it.
    public var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    public static let standardControl = ListenAddress(host: "127.0.0.1", port: 8700)
    public static let standardTraffic = ListenAddress(host: "127.0.0.1", port: 8787)
    /// Where Prefect's own server listens, too, unless told otherwise.
    public static let standardPrefect = ListenAddress(host: "127.0.0.1", port: 4200)

    private static func port(_ digits: Substring) -> UInt16? {
        guard (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return UInt16(digits)
    }
}

extension ListenAddress: CustomStringConvertible {
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
