import HTTPEngine
import HTTPModel

/// Takes Sluice's own session out of the `Cookie` fields that go to workers (RFC 6265, section 4.2).
///
/// A field without it, which is every one but a browser's that is signed in at the control listener, stays as it is.
struct CookieFilter {
    private let name = Array(SessionCookie.name.utf8)

    /// Writes a field line without the session; no line where nothing else is in it.
    func write(_ field: HeadField, from bytes: Span<UInt8>, to writer: HeadWriter) {
        var holdsSession = false
        forEachPair(of: field, in: bytes) { _, isSession in holdsSession = holdsSession || isSession }
        guard holdsSession else { return writer.write(field, from: bytes) }
        var isFirst = true
        forEachPair(of: field, in: bytes) { pair, isSession in
            guard !isSession, !pair.isEmpty else { return }
            writer.write(isFirst ? "cookie: " : "; ")
            writer.write(bytes.extracting(pair))
            isFirst = false
        }
        if !isFirst { writer.write("\r\n") }
    }

    /// Calls the body with each pair, without the blanks around it, and whether it is the session.
    private func forEachPair(of field: HeadField, in bytes: Span<UInt8>, _ body: (Range<Int>, Bool) -> Void) {
        let end = field.value.indices.upperBound
        var start = field.value.indices.lowerBound
        while start < end {
            var next = start
            while next < end, bytes[next] != UInt8(ascii: ";") { next += 1 }
            let pair = Self.trimmed(start..<next, in: bytes)
            var equals = pair.lowerBound
            while equals < pair.upperBound, bytes[equals] != UInt8(ascii: "=") { equals += 1 }
            let key = Self.trimmed(pair.lowerBound..<equals, in: bytes)
            body(pair, bytes.extracting(key).isEqual(to: name))
            start = next + 1
        }
    }

    private static func trimmed(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        func isBlank(_ index: Int) -> Bool { bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") }
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, isBlank(lower) { lower += 1 }
        while lower < upper, isBlank(upper - 1) { upper -= 1 }
        return lower..<upper
    }
}
