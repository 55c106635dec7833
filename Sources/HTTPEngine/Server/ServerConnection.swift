import HTTPModel

/// One client's connection: reads its requests, gives them to the handler one by one and keeps its deadlines.
///
/// `ServerConnection+Request.swift` has the way in, `ServerConnection+Response.swift` the way back.
final class ServerConnection: MessageStream {
    let server: ServerLoop
    var exchange: ServerExchange?
    /// The last answer is on its way; nothing more is read.
    var isFinished = false

    /// Bytes that could not be used yet: a part of a head, or requests that were sent ahead.
    var received = ReceiveBuffer()
    var accumulator = HeadAccumulator()
    private(set) lazy var peer = PeerAddress(peerAddress)

    init(_ handle: consuming StreamHandle, on loop: EventLoop, server: ServerLoop) {
        self.server = server
        super.init(handle, on: loop, writer: server.writer)
    }

    func start() {
        updateDeadline()
        startReading()
    }

    /// Closes the connection unless a request is in hand or has begun to come.
    func closeIfIdle() {
        if exchange == nil, received.isEmpty { close() }
    }

    // MARK: Hooks

    override func onData(_ bytes: Span<UInt8>) {
        if received.isEmpty {
            let used = process(bytes)
            if used < bytes.count { received.append(bytes.extracting(droppingFirst: used)) }
        } else {
            received.append(bytes)
            processReceived()
        }
        // Requests that a client sends ahead wait in its own socket, not in our memory.
        if exchange != nil, received.count > server.limits.pipelinedBytes { stopReading() }
        updateDeadline()
    }

    override func onBodySent(isWhole: Bool) {
        // Only a connection that breaks tells the client that a message is not whole.
        guard isWhole else { return close() }
        responseSent()
        updateDeadline()
    }

    override func onBlocked() {
        updateDeadline()
    }

    override func onDrained() {
        super.onDrained()
        settle()
        updateDeadline()
    }

    override func onTimeout() {
        if exchange == nil, isHeadBegun {
            refuse(.requestTimeout, "The head of the request took too long.")
        } else if pendingBytes == 0, exchange?.isBodyComplete == false, exchange?.response == .awaited {
            exchange?.incoming?.fail(ConnectionClosed())
            exchange?.task?.cancel()
            refuse(.requestTimeout, "The body of the request took too long.")
        } else {
            close()
        }
    }

    override func onClosed() {
        super.onClosed()
        isFinished = true
        exchange?.incoming?.fail(ConnectionClosed())
        exchange?.task?.cancel()
        exchange = nil
        server.closed(self)
    }

    // MARK: Deadlines

    private var isHeadBegun = false

    /// Sets the deadline of what is waited for now.
    func updateDeadline() {
        guard !isFinished, !isClosed else { return }
        let limits = server.limits
        guard let exchange else {
            if received.isEmpty {
                isHeadBegun = false
                deadline = loop.now + limits.idleTimeout
            } else if !isHeadBegun {
                isHeadBegun = true
                deadline = loop.now + limits.headTimeout
            }
            return
        }
        isHeadBegun = false
        if pendingBytes > 0 {
            deadline = writeDeadline
        } else if !exchange.isBodyComplete, !exchange.awaitsContinue, isReading {
            deadline = loop.now + limits.bodyTimeout
        } else {
            deadline = .never
        }
    }

    /// The moment by which all that is pending must have left.
    var writeDeadline: LoopInstant {
        loop.now + server.limits.timeToLeave(pendingBytes)
    }
}
