/// A host name in full: DNS labels joined by dots, in lower case, without a trailing dot; never an address.
public struct DomainName: Sendable, Hashable {
    /// The characters of a name that DNS can carry (RFC 1035, section 2.3.4).
    public static let maximumLength = 253

    public let text: String

    /// Takes any case; names beyond ASCII have to come in their `xn--` form.
    public init(_ text: String) throws(InvalidDomainName) {
        guard !text.isEmpty else { throw InvalidDomainName(name: text, problem: .empty) }
        guard text.utf8.count <= Self.maximumLength else {
            throw InvalidDomainName(name: text, problem: .tooLong(limit: Self.maximumLength))
        }
        // Before lower-casing, which turns some letters beyond ASCII into letters of it.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw InvalidDomainName(name: text, problem: .notHostLabels)
        }
        let name = text.lowercased()
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            do throws(InvalidName) {
                try HostLabel.check(String(label))
            } catch {
                throw InvalidDomainName(name: text, problem: .notHostLabels)
            }
        }
        guard !Self.endsInNumber(name) else { throw InvalidDomainName(name: text, problem: .address) }
        self.text = name
    }

    /// Whether a host in lower case is this name or below it.
    public func holds(_ host: some StringProtocol) -> Bool {
        guard host.hasSuffix(text) else { return false }
        let rest = host.utf8.count - text.utf8.count
        return rest == 0 || host.utf8.dropFirst(rest - 1).first == UInt8(ascii: ".")
    }

    /// Whether browsers read a name as an IPv4 address: its last label is a number (WHATWG URL, "ends in a number").
    private static func endsInNumber(_ name: String) -> Bool {
        guard let last = name.split(separator: ".").last else { return false }
        let isDecimal = last.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isDecimal || last.hasPrefix("0x") && last.dropFirst(2).allSatisfy(\.isHexDigit)
    }
}

extension DomainName: CustomStringConvertible {
    public var description: String { text }
}
