/// A request target taken apart.
struct RequestTarget {
    let form: RequestHead.TargetForm
    /// Empty unless the form is absolute.
    let authority: ByteRange
    let path: ByteRange

    init(_ range: ByteRange, of method: KnownMethod, in bytes: Span<UInt8>) throws(HeadFault) {
        let start = range.indices.lowerBound
        if bytes[start] == UInt8(ascii: "/") {
            (form, authority, path) = (.origin, .empty, range)
            return
        }
        if range.count == 1, bytes[start] == UInt8(ascii: "*"), method == .options {
            (form, authority, path) = (.asterisk, .empty, range)
            return
        }
        let schemeCount: Int
        if bytes.hasPrefix("http://", at: range) {
            schemeCount = 7
        } else if bytes.hasPrefix("https://", at: range) {
            schemeCount = 8
        } else {
            throw .targetMalformed
        }
        let end = range.indices.upperBound
        var index = start + schemeCount
        while index < end, bytes[index] != UInt8(ascii: "/"), bytes[index] != UInt8(ascii: "?") {
            guard bytes[index] != UInt8(ascii: "@") else { throw .targetHasUserinfo }
            index += 1
        }
        (form, authority, path) = (.absolute, ByteRange(start + schemeCount, index), ByteRange(index, end))
        guard Authority.isValid(authority, in: bytes) else { throw .hostMalformed }
    }
}
