import HTTPEngine

/// Reads what a client sends in a WebSocket up to its first message.
///
/// Clients ping before they say who they are; such control frames go on as they came.
struct OpeningReader {
    enum Step: Hashable {
        /// A control frame.
        case pass([UInt8])
        case message(OpeningFrame)
    }

    private var bytes: [UInt8] = []

    mutating func append(_ chunk: [UInt8]) {
        bytes += chunk
    }

    /// Returns the next whole frame; nil until more has come.
    mutating func next() throws(OpeningFault) -> Step? {
        let parsed: (header: WebSocketFrameHeader, byteCount: Int)?
        do {
            parsed = try WebSocketFrameHeader.parse(bytes.span)
        } catch {
            throw .malformed
        }
        guard let (header, start) = parsed else { return nil }
        guard let mask = header.mask else { throw .malformed }
        guard header.opcode.isControl || header.opcode == .text && header.isFinal else { throw .notOneFrame }
        guard header.payloadCount <= OpeningFrame.payloadLimit else {
            throw .tooLong(limit: OpeningFrame.payloadLimit)
        }
        let end = start + header.payloadCount
        guard bytes.count >= end else { return nil }
        defer { bytes.removeFirst(end) }
        if header.opcode.isControl { return .pass(Array(bytes[..<end])) }
        return .message(OpeningFrame(mask: mask, payload: OpeningFrame.masked(bytes[start..<end], with: mask)))
    }

    /// What came behind the frames that were returned.
    mutating func takeRest() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}
