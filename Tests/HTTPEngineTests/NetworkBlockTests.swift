import HTTPEngine
import Testing

@Suite("A network is read and matched by its bits")
struct NetworkBlockTests {
    static let blocks: [(text: String, description: String?)] = [
        ("10.0.0.0/8", "10.0.0.0/8"), ("0.0.0.0/0", "0.0.0.0/0"), ("192.0.2.7", "192.0.2.7/32"),
        ("192.0.2.8/29", "192.0.2.8/29"), ("fd00::/8", "fd00::/8"), ("FD00:0::/8", "fd00::/8"), ("::1", "::1/128"),
        ("::/0", "::/0"), ("::ffff:10.0.0.0/8", nil), ("10.0.0.1/8", nil), ("192.0.2.9/29", nil), ("fd00::1/8", nil),
        ("10.0.0.0/33", nil), ("::/129", nil),
        ("10.0.0.0/-1", nil), ("10.0.0.0/+8", nil), ("10.0.0.0/", nil), ("10.0.0.0/8/8", nil), ("10.0.0/8", nil),
        ("[::1]", nil), ("localhost", nil), ("", nil), ("/8", nil), ("10.0.0.0/0008", nil),
    ]

    @Test("from CIDR notation, and nothing that could mean two things", arguments: blocks.indices)
    func reads(_ index: Int) {
        let (text, description) = Self.blocks[index]
        #expect(NetworkBlock(text)?.description == description)
    }

    static let members: [(block: String, address: SocketAddress, isMember: Bool)] = [
        ("10.0.0.0/8", .ipv4("10.255.0.1", port: 1), true), ("10.0.0.0/8", .ipv4("11.0.0.1", port: 1), false),
        ("10.0.0.0/8", .ipv6("::ffff:10.1.2.3", port: 1), true), ("10.0.0.0/8", .ipv6("a00::", port: 1), false),
        ("192.0.2.8/29", .ipv4("192.0.2.15", port: 1), true), ("192.0.2.8/29", .ipv4("192.0.2.16", port: 1), false),
        ("192.0.2.7", .ipv4("192.0.2.7", port: 1), true), ("192.0.2.7", .ipv4("192.0.2.6", port: 1), false),
        ("fd00::/9", .ipv6("fd7f::1", port: 1), true), ("fd00::/9", .ipv6("fd80::1", port: 1), false),
        ("::/0", .ipv6("2001:db8::1", port: 1), true), ("::/0", .ipv4("192.0.2.1", port: 1), false),
        ("0.0.0.0/0", .ipv4("192.0.2.1", port: 1), true), ("0.0.0.0/0", .unix("/run/x"), false),
    ]

    @Test("by the bits of the prefix, within one family of addresses", arguments: members.indices)
    func matches(_ index: Int) throws {
        let (text, address, isMember) = Self.members[index]
        #expect(try #require(NetworkBlock(text)).contains(address) == isMember)
    }

    @Test("loopback is 127.0.0.0/8 and ::1")
    func loopback() {
        #expect(NetworkBlock.loopback.map(\.description) == ["127.0.0.0/8", "::1/128"])
        #expect(NetworkBlock.loopback.contains { $0.contains(.ipv4("127.9.9.9", port: 1)) })
        #expect(!NetworkBlock.loopback.contains { $0.contains(.ipv6("::2", port: 1)) })
    }
}
