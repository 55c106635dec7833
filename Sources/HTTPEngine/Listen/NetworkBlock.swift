import Glibc

/// A block of IP addresses, as CIDR notation has it (RFC 4632, section 3.1; RFC 4291, section 2.3).
public struct NetworkBlock: Hashable, Sendable {
    /// The first address, of 4 bytes or 16, in which all bits behind the prefix are 0.
    private let address: [UInt8]
    private let prefixLength: Int

    /// What never leaves this machine: 127.0.0.0/8 and ::1.
    public static let loopback = [
        NetworkBlock(address: [127, 0, 0, 0], prefixLength: 8),
        NetworkBlock(address: [UInt8](repeating: 0, count: 15) + [1], prefixLength: 128),
    ]

    /// Reads `10.0.0.0/8`, `fd00::/8` or a single address; nil for anything else, such as `10.0.0.1/8`, of which one
    /// cannot tell what was meant.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        // Of an IPv4 address that is written as an IPv6 one, it would not be clear which bits are counted.
        guard let address = Self.bytes(of: String(parts[0])), parts[0].contains(":") == (address.count == 16) else {
            return nil
        }
        var prefixLength = address.count * 8
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(ByteClass.isDigit),
                let length = Int(parts[1]), length <= prefixLength
            else { return nil }
            prefixLength = length
        }
        self.init(address: address, prefixLength: prefixLength)
        guard address.indices.allSatisfy({ address[$0] & ~mask(at: $0) == 0 }) else { return nil }
    }

    private init(address: [UInt8], prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Whether an address lies in the block.
    ///
    /// An IPv4 address that is written as an IPv6 one (`::ffff:10.0.0.1`) counts as what it is. A Unix socket lies
    /// nowhere.
    public func contains(_ address: SocketAddress) -> Bool {
        let host: String
        switch address {
        case .ipv4(let text, _), .ipv6(let text, _): host = text
        case .unix: return false
        }
        guard let bytes = Self.bytes(of: host), bytes.count == self.address.count else { return false }
        return bytes.indices.allSatisfy { bytes[$0] & mask(at: $0) == self.address[$0] }
    }

    /// The bits of a byte that belong to the prefix.
    private func mask(at index: Int) -> UInt8 {
        let bits = min(max(prefixLength - index * 8, 0), 8)
        return UInt8(truncatingIfNeeded: 0xFF00 >> bits)
    }

    private static func bytes(of text: String) -> [UInt8]? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let isMapped = sixteen.prefix(10).allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
        return isMapped ? Array(sixteen.suffix(4)) : sixteen
    }
}

extension NetworkBlock: CustomStringConvertible {
    /// CIDR notation, by which the block can be read again.
    public var description: String {
        let family = address.count == 4 ? AF_INET : AF_INET6
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let base = buffer.baseAddress, inet_ntop(family, address, base, socklen_t(buffer.count)) != nil else {
                return ""
            }
            return String(cString: base)
        }
        return "\(text)/\(prefixLength)"
    }
}
