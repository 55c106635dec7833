import HTTPModel

/// The way by which a task sends the body of one message over a stream of some loop.
struct BodyPort: Sendable {
    private let thread: LoopThread
    private let stream: LoopBound<MessageStream>
    private let message: Int

    /// The port of the message that the stream is sending.
    init(to stream: MessageStream) {
        thread = stream.loop.thread
        self.stream = LoopBound(stream, on: stream.loop)
        message = stream.messageNumber
    }

    /// Pulls the body and sends it, never faster than the peer reads; returns when it is sent or given up.
    func send(_ body: HTTPBody) async {
        do {
            for try await chunk in body {
                guard await send(chunk) else { return }
            }
            finish(isWhole: true)
        } catch {
            // Whoever made the body knows why; the peer sees that the message is not whole.
            finish(isWhole: false)
        }
    }

    private func send(_ chunk: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            let isAccepted = thread.submit { loop in
                stream.value(on: loop).sendChunk(chunk, of: message, then: continuation)
            }
            if !isAccepted { continuation.resume(returning: false) }
        }
    }

    private func finish(isWhole: Bool) {
        thread.submit { loop in
            stream.value(on: loop).finishBody(of: message, isWhole: isWhole)
        }
    }
}
