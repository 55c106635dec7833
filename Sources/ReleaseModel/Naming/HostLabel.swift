/// The rule for names that become part of a host name: one DNS label (RFC 1123, section 2.1).
public enum HostLabel {
    /// The octets of a DNS label (RFC 1035, section 2.3.4).
    public static let maximumLength = 63

    public static func check(_ text: String) throws(InvalidName) {
        guard !text.isEmpty else { throw InvalidName(name: text, problem: .empty) }
        guard text.utf8.count <= maximumLength else {
            throw InvalidName(name: text, problem: .tooLong(limit: maximumLength))
        }
        guard text.utf8.allSatisfy(isLabelByte), text.utf8.first != hyphen, text.utf8.last != hyphen else {
            throw InvalidName(name: text, problem: .notAHostLabel)
        }
    }

    /// Whether a text reads as the first eight digits of a version's UUID, as preview hosts carry them.
    public static func isVersionPrefix(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 8 && text.utf8.allSatisfy(isLowerHex)
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == hyphen || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
