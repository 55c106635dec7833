import HTTPModel

/// One connection of a client: sends a request, reads its answer, and goes back to the pool.
///
/// `ClientConnection+Response.swift` has the reading.
final class ClientConnection: MessageStream {
    let pool: ClientPool
    /// The call whose answer has not begun.
    var call: ClientCall?
    /// The body of the answer that has begun.
    var incoming: IncomingBody?
    var received = ReceiveBuffer()
    var accumulator = HeadAccumulator()
    /// Whether any byte of the current answer has come.
    var hasAnswer = false
    var isPersistent = true
    var isHead = false
    /// The fields of an answer that has changed the protocol, until the connection is a tunnel.
    var upgradeFields: HTTPFields?

    private let address: SocketAddress
    private var isConnected: Bool
    private var isReused = false
    private var timeouts = ClientTimeouts()
    /// Sends the body of the request; the connection is its parent and cancels it.
    private var upload: Task<Void, Never>?

    init(_ handle: consuming StreamHandle, to address: SocketAddress, on loop: EventLoop, pool: ClientPool) {
        self.address = address
        self.pool = pool
        if case .unix = address { isConnected = true } else { isConnected = false }
        super.init(handle, on: loop, writer: pool.writer)
    }

    var isIdle: Bool { call == nil && incoming == nil }

    /// Sends the request of a call.
    func begin(_ call: ClientCall) {
        let request = call.ticket.request
        beginMessage()
        self.call = call
        call.connection = self
        timeouts = call.ticket.timeouts
        hasAnswer = false
        isHead = request.method == .head
        let framing = writeHead(request, for: call)
        if call.asksUpgrade {
            sendWhole(body: [])
        } else if let body = request.body.bytesAtHand {
            sendWhole(body: body)
        } else {
            sendHead(body: framing)
            let port = BodyPort(to: self)
            upload = Task { await port.send(request.body) }
        }
        if isConnected { startReading() }
        updateDeadline()
    }

    /// Ends an exchange whose answer is whole.
    func finish() {
        call = nil
        incoming = nil
        isReused = true
        guard isPersistent, !isSendingBody, pendingBytes == 0, received.isEmpty else { return close() }
        upload = nil
        startReading()
        pool.release(self)
        updateDeadline()
    }

    /// Ends the exchange by an error, and the connection.
    func fail(_ error: HTTPClientError) {
        if let call { pool.complete(call, .failure(error)) }
        call = nil
        incoming?.fail(error)
        incoming = nil
        close()
    }

    /// The reader of the answer's body is ready for more, or gone.
    func bodyDemand(_ demand: HTTPBodyWriter.Demand, of message: Int) {
        guard message == messageNumber, incoming != nil, !isClosed else { return }
        switch demand {
        case .started: break
        case .abandoned: close()
        case .room:
            startReading()
            updateDeadline()
        }
    }

    private func writeHead(_ request: HTTPRequest, for call: ClientCall) -> BodyFraming {
        let writer = pool.writer
        let framing = call.asksUpgrade ? .none : framing(of: request)
        writer.removeAll()
        writer.write("\(request.method.name) \(request.target.raw) HTTP/1.1\r\nHost: \(call.ticket.authority)\r\n")
        writer.write(request.fields, ofAnswer: false)
        if call.asksUpgrade { writer.write("Connection: Upgrade\r\n" as StaticString) }
        writer.writeFraming(framing)
        writer.write("\r\n" as StaticString)
        return framing
    }

    private func framing(of request: HTTPRequest) -> BodyFraming {
        guard let length = request.body.length else { return .chunked }
        switch request.method {
        case .get, .head, .delete, .options: return length == 0 ? .none : .length(length)
        default: return .length(length)
        }
    }

    // MARK: Hooks

    override func onConnected() {
        isConnected = true
        startReading()
        updateDeadline()
    }

    override func onData(_ bytes: Span<UInt8>) {
        receive(bytes)
        updateDeadline()
    }

    override func onEnd(_ end: StreamEnd) {
        if !isConnected, case .failed(let code) = end {
            guard let call = call.take() else { return close() }
            close()
            return pool.connectionFailed(call, LoopError(operation: "connect \(address)", code: code))
        }
        if end == .closedByPeer, incoming?.connectionEnded() == true {
            isPersistent = false
            return finish()
        }
        if isReused, !hasAnswer, let call, call.isReplayable {
            self.call = nil
            close()
            return pool.retry(call)
        }
        fail(.closed)
    }

    override func onBodySent(isWhole: Bool) {
        guard isWhole else { return fail(.requestBodyFailed) }
        updateDeadline()
    }

    override func onBlocked() {
        updateDeadline()
    }

    override func onDrained() {
        super.onDrained()
        updateDeadline()
    }

    override func onTimeout() {
        guard !isIdle else { return close() }
        fail(.timedOut(phase))
    }

    override func onClosed() {
        super.onClosed()
        upload?.cancel()
        upload = nil
        if let call { pool.complete(call, .failure(.closed)) }
        call = nil
        incoming?.fail(HTTPClientError.closed)
        incoming = nil
        pool.closed(self)
    }

    // MARK: Deadlines

    private var phase: HTTPClientError.Phase {
        if !isConnected { return .connect }
        return call != nil && pendingBytes == 0 ? .head : .idle
    }

    func updateDeadline() {
        guard !isClosed else { return }
        guard let timeout = timeout else { return deadline = .never }
        deadline = loop.now + timeout
    }

    /// How long what is waited for now may take.
    private var timeout: Duration? {
        if isIdle { return pool.limits.keepAlive }
        if !isConnected { return timeouts.connect }
        if pendingBytes > 0 { return timeouts.idle }
        // A body of ours that is slow to come is no fault of the peer's.
        if isSendingBody { return nil }
        if call != nil { return timeouts.head }
        return isReading ? timeouts.idle : nil
    }
}
