import HTTPEngine
import ReleaseModel

extension ValueReader where Value == ListenAddress {
    static let address = ValueReader("HOST:PORT, with an IPv6 address in brackets") { ListenAddress($0) }
}

extension ValueReader where Value == [String] {
    /// One network in CIDR notation, or the word for no network at all.
    static let networks = ValueReader("a network such as 10.0.0.0/8 or fd00::/8, an address, or none") { text in
        text == "none" ? [] : NetworkBlock(text).map { [$0.description] }
    }
}

extension ValueReader where Value == String {
    /// A domain name of DNS labels, at most 253 characters (RFC 1035, section 2.3.4); no address.
    static let hostName = ValueReader("a host name in lower case, or an address") { text in
        let isAddress =
            text.contains { $0 == ":" || $0 == "." } && text.allSatisfy { $0.isHexDigit || ".:".contains($0) }
        return isAddress && text.utf8.count <= 45 ? text : domain.read(text)
    }

    static let domain = ValueReader("a domain name in lower case, such as localhost or example.org") { text in
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, let last = labels.last, !last.allSatisfy(\.isNumber) else { return nil }
        do throws(InvalidName) {
            for label in labels {
                try HostLabel.check(String(label))
            }
            return text
        } catch {
            return nil
        }
    }
}
