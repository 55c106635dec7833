/// What a client calls the content of a static file: 32 hexadecimal digits that it computed in its own way.
///
/// It names content within one account, so that what was uploaded before need not be sent again. Nothing else rests on
/// it: what is stored goes by the digest that was computed here.
public struct AssetHash: Sendable, Hashable {
    /// The number of hexadecimal digits.
    public static let digitCount = 32

    /// As the client wrote it.
    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count == Self.digitCount, text.utf8.allSatisfy(Self.isHexDigit) else { return nil }
        self.text = text
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}

extension AssetHash: CustomStringConvertible {
    public var description: String { text }
}
