/// A stretch of the bytes of a head, small because heads have many.
public struct ByteRange: Hashable, Sendable {
    public var start: UInt16
    public var count: UInt16

    public static let empty = ByteRange(0, 0)

    public init(_ start: Int, _ end: Int) {
        self.start = UInt16(truncatingIfNeeded: start)
        count = UInt16(truncatingIfNeeded: end - start)
    }

    public var isEmpty: Bool { count == 0 }
    /// The positions in the span that was parsed.
    public var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Looking at parts of a head without copying them.
extension Span<UInt8> {
    /// Whether the part equals the text, which must be in lower case, but for the case of ASCII letters.
    public func matches(_ lowercased: StaticString, at range: ByteRange) -> Bool {
        guard Int(range.count) == lowercased.utf8CodeUnitCount else { return false }
        return hasPrefix(lowercased, at: range)
    }

    /// Whether the part begins with the text, which must be in lower case, but for the case of ASCII letters.
    public func hasPrefix(_ lowercased: StaticString, at range: ByteRange) -> Bool {
        guard Int(range.count) >= lowercased.utf8CodeUnitCount else { return false }
        let start = Int(range.start)
        return lowercased.withUTF8Buffer { text in
            for index in text.indices where ByteClass.lowercased(self[start + index]) != text[index] { return false }
            return true
        }
    }

    /// Whether the part equals the text byte for byte.
    func equals(_ text: StaticString, at range: ByteRange) -> Bool {
        guard Int(range.count) == text.utf8CodeUnitCount else { return false }
        let start = Int(range.start)
        return text.withUTF8Buffer { text in
            for index in text.indices where self[start + index] != text[index] { return false }
            return true
        }
    }

    /// Whether two parts are equal but for the case of ASCII letters.
    public func equalIgnoringCase(_ left: ByteRange, _ right: ByteRange) -> Bool {
        guard left.count == right.count else { return false }
        for offset in 0..<Int(left.count) {
            let (one, other) = (self[Int(left.start) + offset], self[Int(right.start) + offset])
            if ByteClass.lowercased(one) != ByteClass.lowercased(other) { return false }
        }
        return true
    }

    /// The part as text; bytes that are no UTF-8 become U+FFFD.
    public func text(_ range: ByteRange) -> String {
        extracting(range.indices).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
