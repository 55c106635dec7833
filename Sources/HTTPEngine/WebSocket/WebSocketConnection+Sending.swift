import HTTPModel

/// The way out: from the handler's messages to frames.
extension WebSocketConnection {
    /// The bytes of the longest reason in a close frame.
    private static let reasonBytes = WebSocketFrameHeader.longestControl - 2

    /// Sends a message, at once or in its turn, and tells the sender when it may send another.
    func send(_ message: WebSocketMessage, for sender: Sender) {
        guard case .open = stage, !isClosed else {
            return sender.resume(returning: .failure(.closed(inbox.closing ?? WebSocketClosing(.abnormal))))
        }
        if outbox.isEmpty, hasRoom {
            sendMessage(message)
            sender.resume(returning: .success(()))
        } else if !outbox.append(message, of: sender) {
            sender.resume(returning: .failure(.tooManySenders))
        }
        updateDeadline()
    }

    /// Sends what waited, as far as there is room now.
    func sendWaiting() {
        while hasRoom, let next = outbox.popFirst() {
            sendMessage(next.message)
            next.sender.resume(returning: .success(()))
        }
    }

    /// Tells those who wait that their messages will not be sent.
    func refuseWaiting(_ closing: WebSocketClosing) {
        while let next = outbox.popFirst() {
            next.sender.resume(returning: .failure(.closed(closing)))
        }
    }

    /// Sends a close frame: with the code, unless it stands for none, and as much of the reason as fits.
    func sendClose(_ closing: WebSocketClosing) {
        guard closing.code.isSendable else { return sendFrame(.close, []) }
        let code = UInt16(truncatingIfNeeded: closing.code.number)
        var reason = closing.reason
        while reason.utf8.count > Self.reasonBytes { reason.removeLast() }
        sendFrame(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason.utf8)
    }

    func sendFrame(_ opcode: WebSocketOpcode, _ payload: [UInt8]) {
        let header = WebSocketFrameHeader.bytes(opcode, payloadCount: payload.count)
        sentBytes += header.count + payload.count
        send(header.span, payload.span)
    }

    private var hasRoom: Bool { pendingBytes <= options.outgoingBytes }

    private func sendMessage(_ message: WebSocketMessage) {
        switch message {
        case .text(let text): sendFrame(.text, Array(text.utf8))
        case .binary(let bytes): sendFrame(.binary, bytes)
        }
    }
}
