/// What stands before the payload of a frame (RFC 6455, section 5.2).
package struct WebSocketFrameHeader: Hashable {
    /// The payload bytes of the longest control frame.
    package static let longestControl = 125

    package let isFinal: Bool
    package let opcode: WebSocketOpcode
    /// Its first byte, the highest, masks the first byte of the payload.
    package let mask: UInt32?
    package let payloadCount: Int

    /// Reads the header at the front; returns its length too, or nil when it is not all there.
    package static func parse(_ bytes: Span<UInt8>) throws(WebSocketFault) -> (header: Self, byteCount: Int)? {
        guard bytes.count >= 2 else { return nil }
        guard bytes[0] & 0x70 == 0 else { throw .reservedBits }
        guard let opcode = WebSocketOpcode(rawValue: bytes[0] & 0x0F) else { throw .unknownOpcode }
        let isFinal = bytes[0] & 0x80 != 0
        let isMasked = bytes[1] & 0x80 != 0
        let short = Int(bytes[1] & 0x7F)
        if opcode.isControl {
            guard isFinal else { throw .controlFragmented }
            guard short <= longestControl else { throw .controlTooLong }
        }
        let lengthEnd = short < 126 ? 2 : short == 126 ? 4 : 10
        let end = isMasked ? lengthEnd + 4 : lengthEnd
        guard bytes.count >= end else { return nil }
        let length = short < 126 ? UInt64(short) : bytes.number(at: 2..<lengthEnd)
        let shortest: UInt64 = short < 126 ? 0 : short == 126 ? 126 : 65_536
        guard length >= shortest, let payloadCount = Int(exactly: length) else { throw .lengthMalformed }
        let mask = isMasked ? UInt32(truncatingIfNeeded: bytes.number(at: lengthEnd..<end)) : nil
        return (Self(isFinal: isFinal, opcode: opcode, mask: mask, payloadCount: payloadCount), end)
    }

    /// Returns the bytes of the header of a whole frame: a server's is never masked, a client's always.
    package static func bytes(_ opcode: WebSocketOpcode, payloadCount: Int, mask: UInt32? = nil) -> [UInt8] {
        var bytes = bytes(first: 0x80 | opcode.rawValue, payloadCount: payloadCount)
        guard let mask else { return bytes }
        bytes[1] |= 0x80
        return bytes + (0..<4).map { UInt8(truncatingIfNeeded: mask >> (24 - 8 * $0)) }
    }

    private static func bytes(first: UInt8, payloadCount: Int) -> [UInt8] {
        switch payloadCount {
        case ..<126: return [first, UInt8(payloadCount)]
        case ..<65_536: return [first, 126, UInt8(payloadCount >> 8), UInt8(payloadCount & 0xFF)]
        default:
            let length = UInt64(payloadCount)
            return [first, 127] + (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * UInt64($0))) }
        }
    }
}

extension Span<UInt8> {
    /// The big-endian number in at most eight bytes.
    fileprivate func number(at range: Range<Int>) -> UInt64 {
        var number: UInt64 = 0
        for index in range { number = number << 8 | UInt64(self[index]) }
        return number
    }
}
