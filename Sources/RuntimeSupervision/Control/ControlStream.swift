import HTTPEngine

/// The supervisor's end of one engine's control socket.
final class ControlStream: ByteStream {
    /// Receives each message, and the first violation, after which nothing more is read.
    var onMessage: ((Result<HarnessMessage, ControlViolation>) -> Void)?
    var onEndOfStream: (() -> Void)?
    private var decoder = ControlFrameDecoder()

    func send(_ frame: ControlFrame) {
        send(frame.bytes.span)
    }

    /// Sends a load frame; its modules are not copied unless they have to wait for the engine.
    func load(_ specification: LaunchSpecification) throws {
        let prefix = try LoadPayload.framePrefix(specification)
        send(prefix.span)
        for bytes in specification.contents { send(bytes.span) }
    }

    override func onData(_ bytes: Span<UInt8>) {
        decoder.append(bytes)
        switch Result(catching: takeMessages) {
        case .success(let messages):
            for message in messages { onMessage?(.success(message)) }
        case .failure(let violation):
            stopReading()
            onMessage?(.failure(violation))
        }
    }

    override func onClosed() {
        let report = onEndOfStream
        onMessage = nil
        onEndOfStream = nil
        report?()
    }

    private func takeMessages() throws(ControlViolation) -> [HarnessMessage] {
        var messages: [HarnessMessage] = []
        for frame in try decoder.takeFrames() { messages.append(try HarnessMessage(frame)) }
        return messages
    }
}
