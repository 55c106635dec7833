/// The host and port of a request.
enum Authority {
    /// Whether the part is a host name, an IPv4 address or a bracketed IPv6 address, with an optional port.
    ///
    /// Stricter than RFC 3986: names have letters, digits, `-`, `.` and `_` only, so that nothing that reads a host
    /// later (an engine, a log, a page) can take it for something else.
    static func isValid(_ range: ByteRange, in bytes: Span<UInt8>) -> Bool {
        let end = range.indices.upperBound
        var index = range.indices.lowerBound
        guard index < end else { return false }
        if bytes[index] == UInt8(ascii: "[") {
            index += 1
            let start = index
            while index < end, isAddressByte(bytes[index]) { index += 1 }
            guard index < end, index > start, bytes[index] == UInt8(ascii: "]") else { return false }
            index += 1
        } else {
            let start = index
            while index < end, isNameByte(bytes[index]) { index += 1 }
            guard index > start else { return false }
        }
        return index == end || bytes[index] == UInt8(ascii: ":") && isPort(index + 1, end, in: bytes)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        ByteClass.isDigit(byte) || ByteClass.lowercased(byte) &- UInt8(ascii: "a") < 26
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        ByteClass.hexValue(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private static func isPort(_ start: Int, _ end: Int, in bytes: Span<UInt8>) -> Bool {
        guard start < end, end - start <= 5 else { return false }
        var port = 0
        for index in start..<end {
            guard ByteClass.isDigit(bytes[index]) else { return false }
            port = port * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        return port <= 65_535
    }
}
