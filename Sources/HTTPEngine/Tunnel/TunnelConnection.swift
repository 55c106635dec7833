import HTTPModel

/// A connection after its upgrade, on either side of it: bytes both ways that nobody here understands.
///
/// Each way is as slow as its reader. When one ends, the other goes on until it ends too, or nothing comes any more;
/// when one breaks, both do.
final class TunnelConnection: MessageStream {
    /// What becomes of bytes whose reader has gone.
    enum Unread {
        /// They are discarded as long as there is something to send.
        case discarded
        /// Nobody wants the tunnel any more, which ends it.
        case closes
    }

    /// What the tunnel's maker decides.
    struct Terms {
        let limits: TunnelLimits
        /// The bytes that wait for their reader; further ones wait in the peer's socket.
        let bufferBytes: Int
        let unread: Unread
        /// What the reader gets when the connection breaks.
        let failure: any Error
        /// Called once, on the loop, when the connection is closed.
        let closed: (TunnelConnection) -> Void
    }

    private let terms: Terms
    private var input: HTTPBodyWriter?
    private var isInputEnded = false
    private var isOutputEnded = false
    /// The deadline stands, whatever comes.
    private var isLeaving = false
    /// What sends the body, or carries on what came; it is cancelled when the connection breaks.
    private var task: Task<Void, Never>?

    init(_ handle: consuming StreamHandle, on loop: EventLoop, writer: HeadWriter, _ terms: Terms) {
        self.terms = terms
        super.init(handle, on: loop, writer: writer)
    }

    /// Sends the head that the writer holds, if any, and begins to listen; returns what the peer sends.
    ///
    /// The bytes that came already are `received`. The lease, where there is one, is kept until the body is read.
    func start(behind received: ReceiveBuffer, keeping lease: LoopLease? = nil) -> HTTPBody {
        beginMessage()
        let (tunnel, thread) = (LoopBound(self, on: loop), loop.thread)
        let (writer, body) = HTTPBody.pipe(capacity: terms.bufferBytes) { demand in
            guard demand != .started else { return }
            withExtendedLifetime(lease) {
                _ = thread.submit { loop in tunnel.value(on: loop).inputDemand(demand) }
            }
        }
        input = writer
        sendHead(body: .untilClose)
        updateDeadline()
        startReading()
        received.withBytes { deliver($0) }
        return body
    }

    /// Gives the connection the task that sends its body.
    func adopt(_ task: Task<Void, Never>?) {
        if isClosed { task?.cancel() } else { self.task = task }
    }

    /// Ends the tunnel soon, because the server stops.
    func goAway() {
        deadline = min(deadline, loop.now + terms.limits.farewell)
        isLeaving = true
    }

    /// The reader is ready for more, or gone.
    func inputDemand(_ demand: HTTPBodyWriter.Demand) {
        guard !isClosed, !isInputEnded else { return }
        if demand == .abandoned {
            input = nil
            if terms.unread == .closes { return close() }
            endIfOver()
        }
        startReading()
    }

    // MARK: Hooks

    override func onData(_ bytes: Span<UInt8>) {
        deliver(bytes)
        updateDeadline()
    }

    override func onEnd(_ end: StreamEnd) {
        guard end == .closedByPeer else { return close() }
        input?.finish()
        input = nil
        isInputEnded = true
        endIfOver()
    }

    override func onBodySent(isWhole: Bool) {
        guard isWhole else { return close() }
        isOutputEnded = true
        endIfOver()
    }

    override func onBlocked() {
        updateDeadline()
    }

    override func onDrained() {
        super.onDrained()
        if isOutputEnded { finishSending() }
        updateDeadline()
    }

    override func onClosed() {
        super.onClosed()
        input?.fail(terms.failure)
        input = nil
        // After an end in good order there may be bytes that are on their way to the other side still.
        if !(isInputEnded && isOutputEnded) { task?.cancel() }
        task = nil
        terms.closed(self)
    }

    // MARK: The ends

    private func deliver(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty else { return }
        // A reader that has gone says so by a demand of its own.
        if input?.push(bytes.copied()) == .full { stopReading() }
    }

    private func endIfOver() {
        guard isOutputEnded else { return updateDeadline() }
        if isInputEnded { return closeAfterFlush() }
        if input == nil { return lingerAndClose() }
        if pendingBytes == 0 { finishSending() }
        updateDeadline()
    }

    private func updateDeadline() {
        guard !isClosed, !isLeaving else { return }
        let limits = terms.limits
        deadline = loop.now + (isInputEnded || isOutputEnded ? limits.halfClosed : limits.idle)
    }
}
