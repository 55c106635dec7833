/// The value of a header field, which can carry no line break (RFC 9110, section 5.5).
///
/// White space around the value is no part of it. Control characters but the tab are refused, so whatever a
/// caller puts here cannot end the field and begin another. Text beyond ASCII travels as UTF-8.
public struct HTTPFieldValue: Sendable, Hashable {
    public let text: String

    public init(_ text: String) throws(Invalid) {
        guard let text = Self.trimmed(text) else { throw Invalid() }
        self.text = text
    }

    public init(_ number: some FixedWidthInteger) {
        text = String(number)
    }

    /// The value holds a control character.
    ///
    /// What it was is not repeated here: it may be a credential.
    public struct Invalid: Error, Hashable {}

    private static func trimmed(_ text: String) -> String? {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        for byte in text.utf8 where byte < 0x20 && byte != 0x09 || byte == 0x7F {
            return nil
        }
        guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
            let last = text.utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[first...last])
    }
}

extension HTTPFieldValue: ExpressibleByStringLiteral {
    /// A value written in the source; one with a control character is a mistake of ours and traps.
    public init(stringLiteral text: String) {
        guard let text = Self.trimmed(text) else { preconditionFailure("not a field value") }
        self.text = text
    }
}

extension HTTPFieldValue: CustomStringConvertible {
    public var description: String { text }
}
