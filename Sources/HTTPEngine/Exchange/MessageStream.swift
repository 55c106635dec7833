import HTTPModel

/// A stream that sends bodies which tasks produce, one message after the other.
///
/// Messages are numbered, so that a task that is late (its message was given up, the stream serves another) does no
/// harm.
class MessageStream: ByteStream {
    /// The bytes that may wait in the stream while the next chunk is asked for.
    static let lowWater = 65_536

    final private(set) var messageNumber = 0
    private final let writer: HeadWriter
    private final var outgoing: OutgoingBody?
    private final var waiter: CheckedContinuation<Bool, Never>?

    init(_ handle: consuming StreamHandle, on loop: EventLoop, writer: HeadWriter) {
        self.writer = writer
        super.init(handle, on: loop)
    }

    /// The streamed body was sent to its end (but for what is pending), or broke off.
    func onBodySent(isWhole: Bool) {}

    /// Whether a body is being sent.
    final var isSendingBody: Bool { outgoing != nil }

    final func beginMessage() {
        messageNumber += 1
        outgoing = nil
    }

    /// Sends the head that the writer holds, and the body, which is at hand.
    final func sendWhole(body: [UInt8]) {
        let head = writer.bytes
        send(head.span, body.span)
    }

    /// Sends the head that the writer holds; the body follows in chunks, by a ``BodyPort``.
    final func sendHead(body framing: BodyFraming) {
        outgoing = OutgoingBody(framing)
        sendWritten()
    }

    /// Sends a chunk and tells the continuation whether, and when, to bring the next.
    final func sendChunk(_ chunk: [UInt8], of message: Int, then continuation: CheckedContinuation<Bool, Never>) {
        guard message == messageNumber, outgoing != nil, !isClosed else { return continuation.resume(returning: false) }
        writer.removeAll()
        guard outgoing?.write(chunk, to: writer) == true else {
            continuation.resume(returning: false)
            return endBody(isWhole: false)
        }
        sendWritten()
        guard pendingBytes > Self.lowWater else { return continuation.resume(returning: true) }
        waiter = continuation
        onBlocked()
    }

    /// Ends the body, as a whole if the producer says so and its length is as promised.
    final func finishBody(of message: Int, isWhole: Bool) {
        guard message == messageNumber, let outgoing, !isClosed else { return }
        writer.removeAll()
        guard isWhole, outgoing.writeEnd(to: writer) else { return endBody(isWhole: false) }
        sendWritten()
        endBody(isWhole: true)
    }

    private func sendWritten() {
        let bytes = writer.bytes
        send(bytes.span)
    }

    private func endBody(isWhole: Bool) {
        outgoing = nil
        onBodySent(isWhole: isWhole)
    }

    /// The producer waits for the peer to take bytes.
    func onBlocked() {}

    override func onDrained() {
        waiter.take()?.resume(returning: true)
    }

    override func onClosed() {
        waiter.take()?.resume(returning: false)
    }
}
