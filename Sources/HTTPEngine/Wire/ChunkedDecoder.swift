/// A strict reader of the chunked transfer coding (RFC 9112, 7.1), fed in pieces of any size.
///
/// It serves both a reader, who takes the payload, and a proxy, who passes the validated bytes on as they are up to
/// ``Event/lastChunk`` and ends the body itself: trailers are checked and dropped, since what an engine makes of them
/// is not known.
public struct ChunkedDecoder: Sendable {
    /// Hexadecimal digits of a size: 2^60 bytes, far above any body limit and far below an overflow.
    public static let sizeDigits = 15

    public enum Event: Equatable, Sendable {
        /// All bytes are used up.
        case needsMore
        /// These bytes are payload.
        case payload(Range<Int>)
        /// The line of the last chunk is complete; trailers and the final empty line are still to come.
        case lastChunk
        /// The body is complete; bytes from the position on belong to the next message.
        case end
    }

    private enum State: UInt8 {
        case sizeStart, size, chunkExtension, sizeLineFeed
        case payload, payloadReturn, payloadLineFeed
        case trailerStart, trailerName, trailerValue, trailerLineFeed, finalLineFeed
        case ended
    }

    private var state = State.sizeStart
    private var remaining = 0
    private var digits = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private let extensionLimit: Int
    private let trailerLimit: Int

    public init(limits: HTTPLimits = HTTPLimits()) {
        extensionLimit = limits.chunkExtensionBytes
        trailerLimit = limits.trailerBytes
    }

    /// Advances the position to the next event.
    ///
    /// After ``Event/end`` it stays where it is.
    public mutating func next(_ bytes: Span<UInt8>, at position: inout Int) throws(ChunkFault) -> Event {
        while position < bytes.count {
            if state == .payload {
                let count = min(remaining, bytes.count - position)
                let start = position
                position += count
                remaining -= count
                if remaining == 0 { state = .payloadReturn }
                return .payload(start..<position)
            }
            if state == .ended { return .end }
            let byte = bytes[position]
            position += 1
            if let event = try step(byte) { return event }
        }
        return state == .ended ? .end : .needsMore
    }

    private mutating func step(_ byte: UInt8) throws(ChunkFault) -> Event? {
        switch state {
        case .sizeStart, .size, .chunkExtension, .sizeLineFeed: return try sizeLine(byte)
        case .payloadReturn: try expect(byte, "\r", then: .payloadLineFeed)
        case .payloadLineFeed:
            try expect(byte, "\n", then: .sizeStart)
            (digits, extensionBytes) = (0, 0)
        case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed: try trailer(byte)
        case .finalLineFeed:
            try expect(byte, "\n", then: .ended)
            return .end
        case .payload, .ended: break
        }
        return nil
    }

    private mutating func sizeLine(_ byte: UInt8) throws(ChunkFault) -> Event? {
        switch state {
        case .chunkExtension:
            if byte == UInt8(ascii: "\r") {
                state = .sizeLineFeed
            } else {
                extensionBytes += 1
                guard ByteClass.isFieldValue(byte) else { throw .extensionMalformed }
                guard extensionBytes <= extensionLimit else { throw .extensionTooLong }
            }
        case .sizeLineFeed:
            try expect(byte, "\n", then: remaining == 0 ? .trailerStart : .payload)
            return remaining == 0 ? .lastChunk : nil
        default:
            if let digit = ByteClass.hexValue(byte) {
                digits += 1
                guard digits <= Self.sizeDigits else { throw .sizeTooLarge }
                remaining = remaining << 4 | digit
                state = .size
            } else if state == .size, byte == UInt8(ascii: ";") {
                state = .chunkExtension
            } else if state == .size, byte == UInt8(ascii: "\r") {
                state = .sizeLineFeed
            } else {
                throw .sizeMalformed
            }
        }
        return nil
    }

    private mutating func trailer(_ byte: UInt8) throws(ChunkFault) {
        trailerBytes += 1
        guard trailerBytes <= trailerLimit else { throw .trailersTooLong }
        switch state {
        case .trailerStart:
            if byte == UInt8(ascii: "\r") {
                state = .finalLineFeed
            } else {
                guard ByteClass.isToken(byte) else { throw .trailerMalformed }
                state = .trailerName
            }
        case .trailerName:
            if byte == UInt8(ascii: ":") {
                state = .trailerValue
            } else {
                guard ByteClass.isToken(byte) else { throw .trailerMalformed }
            }
        case .trailerValue:
            if byte == UInt8(ascii: "\r") {
                state = .trailerLineFeed
            } else {
                guard ByteClass.isFieldValue(byte) else { throw .trailerMalformed }
            }
        default: try expect(byte, "\n", then: .trailerStart)
        }
    }

    private mutating func expect(_ byte: UInt8, _ wanted: Unicode.Scalar, then next: State) throws(ChunkFault) {
        guard byte == UInt8(ascii: wanted) else { throw .lineEndMissing }
        state = next
    }
}
