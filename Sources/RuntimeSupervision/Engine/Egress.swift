import Glibc

/// What code in an engine may connect to.
public enum Egress: String, Sendable, Hashable {
    /// Every public IPv4 address; no private, local or link-local one, and none of this machine's own.
    case publicInternet
    /// Nothing.
    case none

    /// The IPv4 ranges that are not the public internet (RFC 6890), and the IPv6 addresses that mean this machine.
    ///
    /// The engine checks addresses after names are resolved. It knows no IPv6 ranges, which is why an engine cannot
    /// make IPv6 sockets at all; see `confinement.c`.
    static let deniedRanges = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "[::]", "[::1]",
    ]

    /// The engine's permission flags; `ownAddresses` are this machine's.
    func flags(ownAddresses: [String], unixSockets: [String]) -> [String] {
        switch self {
        case .none:
            ["--allow-net=\(unixSockets.map { "unix:\($0)" }.joined(separator: ","))"]
        case .publicInternet:
            ["--allow-net", "--deny-net=\((Self.deniedRanges + ownAddresses).joined(separator: ","))"]
        }
    }

    /// Returns the IPv4 addresses of all interfaces, sorted.
    static func ownAddresses() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var found: Set<String> = []
        for interface in sequence(first: first, next: { $0?.pointee.ifa_next }) {
            guard let address = interface?.pointee.ifa_addr, address.pointee.sa_family == AF_INET else { continue }
            var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                var raw = address.pointee.sin_addr
                _ = inet_ntop(AF_INET, &raw, &text, socklen_t(text.count))
            }
            found.insert(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        return found.sorted()
    }
}
