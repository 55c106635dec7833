import HTTPEngine

/// Where the parts of a request line are that ``GatewayLoop/writeRequest(_:_:_:from:service:)`` wrote:
/// `GET http://host/path HTTP/1.1`.
struct RewrittenLine {
    let method: ByteRange
    let authority: ByteRange
    /// Path and query; empty for `OPTIONS *`.
    let path: ByteRange

    /// Nil when the bytes are no such line.
    init?(_ bytes: Span<UInt8>) {
        func next(_ first: UInt8, or second: UInt8, from start: Int) -> Int? {
            var index = start
            while index < bytes.count, bytes[index] != first, bytes[index] != second { index += 1 }
            return index < bytes.count ? index : nil
        }
        let (space, colon) = (UInt8(ascii: " "), UInt8(ascii: ":"))
        guard let methodEnd = next(space, or: space, from: 0) else { return nil }
        guard let schemeEnd = next(colon, or: colon, from: methodEnd) else { return nil }
        let authorityStart = schemeEnd + "://".utf8.count
        guard let authorityEnd = next(UInt8(ascii: "/"), or: space, from: authorityStart) else { return nil }
        guard let pathEnd = next(space, or: space, from: authorityEnd) else { return nil }
        method = ByteRange(0, methodEnd)
        authority = ByteRange(authorityStart, authorityEnd)
        path = ByteRange(authorityEnd, pathEnd)
    }
}
