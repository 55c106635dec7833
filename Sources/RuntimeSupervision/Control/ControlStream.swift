import HTTPEngine

/// The supervisor's end of one engine's control socket.
final class ControlStream: ByteStream {
    private var decoder = ControlFrameDecoder()
    private var onMessage: ((Result<HarnessMessage, ControlViolation>) -> Void)?
    private var onEndOfStream: (() -> Void)?

    /// Reports each message, the first violation (after which nothing more is read), and the end of the stream.
    init(
        _ handle: consuming StreamHandle,
        on loop: EventLoop,
        onMessage: @escaping (Result<HarnessMessage, ControlViolation>) -> Void,
        onEndOfStream: @escaping () -> Void
    ) {
        self.onMessage = onMessage
        self.onEndOfStream = onEndOfStream
        super.init(handle, on: loop)
    }

    func send(_ frame: ControlFrame) {
        send(frame.bytes.span)
    }

    /// Sends a load frame; its modules are not copied unless they have to wait for the engine.
    func load(_ specification: LaunchSpecification) throws {
        send(try LoadPayload.framePrefix(specification).span)
        for bytes in specification.contents { send(bytes.span) }
    }

    override func onData(_ bytes: Span<UInt8>) {
        decoder.append(bytes)
        do throws(ControlViolation) {
            let messages = try takeMessages()
            for message in messages { onMessage?(.success(message)) }
        } catch {
            stopReading()
            onMessage?(.failure(error))
        }
    }

    private func takeMessages() throws(ControlViolation) -> [HarnessMessage] {
        var messages: [HarnessMessage] = []
        for frame in try decoder.takeFrames() { messages.append(try HarnessMessage(frame)) }
        return messages
    }

    override func onClosed() {
        let report = onEndOfStream
        onMessage = nil
        onEndOfStream = nil
        report?()
    }
}
