import CRE2

/// A regular expression of a rewrite rule, which takes a time that grows with the path alone: whoever may set a custom
/// domain must not be able to keep a thread busy that everybody's calls share.
///
/// Its language is RE2's: the leftmost match, and of several there the one that trying in order finds first, without
/// references back and without looking around.
public final class PathExpression: Sendable {
    /// What one expression may use, in bytes; repetitions of repetitions are bounded by it.
    public static let memoryLimit = 1 << 20
    /// The most that is told of why a text is none, in bytes.
    private static let reasonCapacity = 256

    /// The address of the expression, which RE2 lets several threads use at once.
    private let address: UInt
    /// In parentheses, without the whole.
    public let groupCount: Int

    /// Why a text is no expression; the words are RE2's.
    public struct Invalid: Error, Sendable, Hashable {
        public let reason: String
    }

    public init(_ text: String) throws(Invalid) {
        var reason = [CChar](repeating: 0, count: Self.reasonCapacity)
        var text = text
        let made = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                cre2_make(bytes.baseAddress, bytes.count, Self.memoryLimit, &reason, Self.reasonCapacity)
            }
        }
        guard let made else {
            throw Invalid(
                reason: String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            )
        }
        address = UInt(bitPattern: made)
        groupCount = cre2_group_count(made)
    }

    deinit {
        cre2_free(OpaquePointer(bitPattern: address))
    }

    /// Returns what the groups of the leftmost match took of a text, empty for those that took no part; `nil` where none
    /// fits.
    public func groups(in text: String) -> [String]? {
        var ranges = [cre2_range](repeating: cre2_range(), count: groupCount + 1)
        let bytes = Array(text.utf8)
        let isMatch = bytes.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            return cre2_match(OpaquePointer(bitPattern: address), start, bytes.count, &ranges, ranges.count)
        }
        guard isMatch else { return nil }
        return ranges.dropFirst().map { range in
            range.start < 0 ? "" : String(decoding: bytes[range.start..<range.end], as: UTF8.self)
        }
    }
}
