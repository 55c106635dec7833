import HTTPEngine
import HTTPModel

/// Looks at the message by which a client of Prefect's says who it is: `{"type": "auth", "token": …}`.
struct OpeningCheck: Sendable {
    let door: Door
    let admitted: Admitted

    /// The WebSocket is closed, and why.
    struct Refused: Error, Hashable {
        let closing: WebSocketClosing

        /// The close frame that tells the client.
        var frame: [UInt8] {
            let code = closing.code.number
            let payload = [UInt8(code >> 8), UInt8(code & 0xFF)] + closing.reason.utf8.prefix(Self.reasonBytes)
            return WebSocketFrameHeader.bytes(.close, payloadCount: payload.count) + payload
        }

        /// The bytes of the longest reason in a close frame.
        private static let reasonBytes = 123
    }

    /// Returns the first message as the server is to get it, with what came behind; nil when the client ends before it.
    ///
    /// Control frames that come before are carried to the writer.
    ///
    /// - Throws: ``Refused``, also when the message is not there after `patience`, and whatever ends either body.
    func firstMessage(
        of input: HTTPBody,
        carryingTo writer: HTTPBodyWriter,
        within patience: Duration
    ) async throws -> [UInt8]? {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await firstMessage(of: input, carryingTo: writer) }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Refused(closing: OpeningFault.late.closing)
            }
            return try await group.next() ?? nil
        }
    }

    /// Does the same, however long it takes.
    func firstMessage(of input: HTTPBody, carryingTo writer: HTTPBodyWriter) async throws -> [UInt8]? {
        var reader = OpeningReader()
        for try await chunk in input {
            reader.append(chunk)
            while let step = try next(of: &reader) {
                switch step {
                case .pass(let frame): try await writer.write(frame)
                case .message(let frame): return try await checked(frame).bytes + reader.takeRest()
                }
            }
        }
        return nil
    }

    private func next(of reader: inout OpeningReader) throws(Refused) -> OpeningReader.Step? {
        do {
            return try reader.next()
        } catch {
            throw Refused(closing: error.closing)
        }
    }

    /// Returns the frame that the server gets.
    private func checked(_ frame: OpeningFrame) async throws(Refused) -> OpeningFrame {
        guard let message = JSONValue(frame.payload), message["type"]?.string == "auth" else {
            throw Refused(closing: OpeningFault.notAuth.closing)
        }
        let token = message["token"]?.string
        if let presented = token.flatMap(PresentedToken.init(text:)) {
            do {
                _ = try await door.tokens.verify(presented, for: admitted.request.requiredScope)
            } catch {
                throw Refused(closing: error.closing)
            }
            return replaced(message, in: frame)
        }
        // Some clients say who they are in the handshake alone.
        if admitted.token != nil { return token == nil ? replaced(message, in: frame) : frame }
        guard door.policy == .anyone else { throw Refused(closing: DoorRefusal.tokenRequired.closing) }
        return frame
    }

    private func replaced(_ message: JSONValue, in frame: OpeningFrame) -> OpeningFrame {
        let own = message.merging(["token": JSONValue(door.credential?.authString)])
        return OpeningFrame(mask: frame.mask, payload: own.bytes)
    }
}
