/// What the `Connection` fields of a head say.
public struct ConnectionOptions: OptionSet, Sendable {
    public let rawValue: UInt8

    public static let close = ConnectionOptions(rawValue: 1)
    public static let keepAlive = ConnectionOptions(rawValue: 2)
    public static let upgrade = ConnectionOptions(rawValue: 4)
    /// At least one other field is named: it must not pass a proxy (``HeadParser/isNominated(_:in:)``).
    public static let nominatesFields = ConnectionOptions(rawValue: 8)

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Reads the comma-separated tokens of one field value.
    mutating func read(_ value: ByteRange, in bytes: Span<UInt8>) {
        ListItems.each(of: value, in: bytes) { item in
            if bytes.matches("close", at: item) {
                insert(.close)
            } else if bytes.matches("keep-alive", at: item) {
                insert(.keepAlive)
            } else if bytes.matches("upgrade", at: item) {
                insert(.upgrade)
            } else {
                insert(.nominatesFields)
            }
            return true
        }
    }
}

/// The items of a comma-separated field value without parameters.
enum ListItems {
    /// Calls the body with each non-empty item until it returns false.
    static func each(of value: ByteRange, in bytes: Span<UInt8>, _ body: (ByteRange) -> Bool) {
        let end = value.indices.upperBound
        var start = value.indices.lowerBound
        while start < end {
            while start < end, bytes[start] == UInt8(ascii: ",") || ByteClass.isBlank(bytes[start]) { start += 1 }
            var next = start
            while next < end, bytes[next] != UInt8(ascii: ",") { next += 1 }
            var last = next
            while last > start, ByteClass.isBlank(bytes[last - 1]) { last -= 1 }
            if last > start, !body(ByteRange(start, last)) { return }
            start = next
        }
    }
}
