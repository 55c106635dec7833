import HTTPModel

/// Turns the bytes of a client into messages and control frames, however they are cut.
///
/// Keeps at most one message of the permitted size. A size that a header announces is refused before its bytes come.
struct WebSocketReader {
    enum Event: Hashable {
        case message(WebSocketMessage)
        case ping([UInt8])
        case pong
        case close(WebSocketClosing)
    }

    private let messageLimit: Int
    private let acceptsUnmasked: Bool

    /// The beginning of a header that did not come in one piece.
    private var partialHeader: [UInt8] = []
    /// The frame whose payload is being read.
    private var frame: WebSocketFrameHeader?
    private var readCount = 0
    private var control: [UInt8] = []
    /// What the unfinished message is, `text` or `binary`; nil between messages.
    private var messageKind: WebSocketOpcode?
    private var message: [UInt8] = []

    init(messageLimit: Int, acceptsUnmasked: Bool) {
        self.messageLimit = messageLimit
        self.acceptsUnmasked = acceptsUnmasked
    }

    /// Reads on at the position and moves it; returns nil when all bytes are used and more are needed.
    ///
    /// After a fault nothing more may be read.
    mutating func next(_ bytes: Span<UInt8>, at position: inout Int) throws(WebSocketFault) -> Event? {
        while true {
            if frame == nil {
                guard let header = try readHeader(bytes, at: &position) else { return nil }
                try admit(header)
                frame = header
            }
            guard let frame, readPayload(of: frame, bytes, at: &position) else { return nil }
            self.frame = nil
            readCount = 0
            if let event = try end(of: frame) { return event }
        }
    }

    private mutating func readHeader(
        _ bytes: Span<UInt8>,
        at position: inout Int
    ) throws(WebSocketFault) -> WebSocketFrameHeader? {
        if partialHeader.isEmpty {
            let rest = bytes.extracting(droppingFirst: position)
            if let parsed = try WebSocketFrameHeader.parse(rest) {
                position += parsed.byteCount
                return parsed.header
            }
        }
        while position < bytes.count {
            partialHeader.append(bytes[position])
            position += 1
            guard let parsed = try WebSocketFrameHeader.parse(partialHeader.span) else { continue }
            partialHeader.removeAll(keepingCapacity: true)
            return parsed.header
        }
        return nil
    }

    /// Checks whether the frame may come here.
    private mutating func admit(_ header: WebSocketFrameHeader) throws(WebSocketFault) {
        guard acceptsUnmasked || header.mask != nil else { throw .unmasked }
        switch header.opcode {
        case .close, .ping, .pong: return
        case .continuation: guard messageKind != nil else { throw .continuationWithoutStart }
        case .text, .binary:
            guard messageKind == nil else { throw .messageInsideMessage }
            messageKind = header.opcode
        }
        guard header.payloadCount <= messageLimit - message.count else { throw .messageTooBig(limit: messageLimit) }
    }

    /// Takes what is there of the payload; returns whether that was the last of it.
    private mutating func readPayload(
        of frame: WebSocketFrameHeader,
        _ bytes: Span<UInt8>,
        at position: inout Int
    ) -> Bool {
        let count = min(frame.payloadCount - readCount, bytes.count - position)
        let piece = bytes.extracting(position..<(position + count))
        if frame.opcode.isControl {
            Self.append(piece, unmaskedBy: frame.mask, from: readCount, to: &control)
        } else {
            Self.append(piece, unmaskedBy: frame.mask, from: readCount, to: &message)
        }
        position += count
        readCount += count
        return readCount == frame.payloadCount
    }

    private static func append(
        _ piece: Span<UInt8>,
        unmaskedBy mask: UInt32?,
        from offset: Int,
        to payload: inout [UInt8]
    ) {
        let start = payload.count
        piece.withUnsafeBufferPointer { payload.append(contentsOf: $0) }
        guard let mask else { return }
        for index in 0..<piece.count {
            let shift = 24 - 8 * UInt32(truncatingIfNeeded: (offset + index) & 3)
            payload[start + index] ^= UInt8(truncatingIfNeeded: mask >> shift)
        }
    }

    /// Returns what a frame that was read to its end completes.
    private mutating func end(of frame: WebSocketFrameHeader) throws(WebSocketFault) -> Event? {
        switch frame.opcode {
        case .close: return .close(try Self.closing(control.take()))
        case .ping: return .ping(control.take())
        case .pong:
            control = []
            return .pong
        case .continuation, .text, .binary:
            guard frame.isFinal else { return nil }
            let kind = messageKind.take()
            let payload = message.take()
            guard kind == .text else { return .message(.binary(payload)) }
            guard let text = String(validating: payload, as: UTF8.self) else { throw .notUTF8 }
            return .message(.text(text))
        }
    }

    private static func closing(_ payload: [UInt8]) throws(WebSocketFault) -> WebSocketClosing {
        if payload.isEmpty { return WebSocketClosing(.noStatus) }
        guard payload.count >= 2, let code = WebSocketCloseCode(Int(payload[0]) << 8 | Int(payload[1])),
            code.isSendable
        else { throw .closeMalformed }
        guard let reason = String(validating: payload.dropFirst(2), as: UTF8.self) else { throw .notUTF8 }
        return WebSocketClosing(code, reason: reason)
    }
}

extension [UInt8] {
    /// Returns the content and leaves the array empty, without its memory.
    fileprivate mutating func take() -> [UInt8] {
        let content = self
        self = []
        return content
    }
}
