public import FoundationEssentials

/// The identity of an entity: a UUID that cannot be mistaken for the identity of another kind of entity.
public struct Identifier<Entity>: Sendable, Hashable {
    public let uuid: UUID

    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Reads the 36-character form of either case; `nil` for anything else.
    ///
    /// The form is checked here, because `UUID` stops at a NUL and takes signs and `0x` for digits.
    public init?(_ text: some StringProtocol) {
        guard Self.isWellFormed(text), let uuid = UUID(uuidString: String(text)) else { return nil }
        self.uuid = uuid
    }

    /// The sixteen bytes in network order.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: uuid.uuid) { Array($0) }
    }

    /// The first eight hexadecimal digits, as they stand in preview hosts.
    public var prefix: String {
        String(description.prefix(8))
    }

    /// Hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 9562, section 4).
    private static func isWellFormed(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 36
            && zip(0..., text.utf8).allSatisfy { index, byte in
                switch index {
                case 8, 13, 18, 23: byte == UInt8(ascii: "-")
                default: isHexDigit(byte)
                }
            }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}

extension Identifier: CustomStringConvertible {
    /// The lower-case 36-character form.
    public var description: String {
        uuid.uuidString.lowercased()
    }
}

extension Identifier: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.uuid < right.uuid
    }
}
