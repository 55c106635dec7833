import HTTPEngine

/// A client's connection: one request at a time, in the order in which they came.
final class ClientConnection: ByteStream {
    unowned let owner: GatewayLoop
    unowned let reception: Reception
    var phase = Phase.idle
    var inbox = ReceiveBuffer()
    var accumulator = HeadAccumulator()
    var relay: ChunkedRelay
    var exchange: Exchange
    var upstream: UpstreamConnection?
    /// Where the answer comes from if not from an engine.
    var delivery: AssetDelivery?
    /// The client does not take the answer as fast as it comes.
    var isAnswerThrottled = false
    var pendingAtCheck = 0
    /// What the engine is told of the client's address; workers have none.
    private(set) lazy var peer = Array((networkAddress?.description ?? "127.0.0.1:0").utf8)
    /// Whether the client's address lies in a trusted network; workers have none.
    private(set) lazy var isTrusted = networkAddress.map(owner.trusts) ?? false

    enum Phase {
        /// Between requests, and before the first.
        case idle
        /// A head has come in part.
        case head
        /// The head is complete, and the request waits for an instance.
        case waiting
        /// That many bytes of the body are still to come.
        case body(Int)
        case chunked
        /// The request is with the engine as a whole.
        case sent
        case closing
    }

    init(_ handle: consuming StreamHandle, reception: Reception, owner: GatewayLoop) {
        self.owner = owner
        self.reception = reception
        relay = ChunkedRelay(limits: owner.limits.requests)
        exchange = Exchange(malformed: RequestID(high: 0, low: 0))
        super.init(handle, on: owner.loop)
        deadline = loop.now + owner.limits.idleTimeout
    }

    override func onData(_ bytes: Span<UInt8>) {
        if inbox.isEmpty {
            let used = process(bytes)
            if used < bytes.count, !isEnding { inbox.append(bytes.extracting(droppingFirst: used)) }
        } else {
            inbox.append(bytes)
            processInbox()
        }
        if inbox.count > owner.limits.pipelinedBytes { stopReading() }
    }

    /// A client that has gone gets no answer, and its request is aborted.
    override func onEnd(_ end: StreamEnd) {
        close()
    }

    override func onDrained() {
        guard isAnswerThrottled else { return }
        isAnswerThrottled = false
        if case .sent = phase { deadline = .never }
        upstream?.resumeAnswer()
        delivery?.resume()
    }

    override func onTimeout() {
        switch phase {
        case .idle, .closing: close()
        case .head:
            exchange = Exchange(malformed: owner.makeRequestID())
            fail(.headTimeout)
        case .waiting:
            exchange.lane?.abandon(self)
            fail(.instanceTimeout)
        case .body, .chunked: fail(.bodyTimeout)
        case .sent:
            guard isAnswerThrottled, pendingBytes < pendingAtCheck else { return close() }
            checkWriting()
        }
    }

    override func onClosed() {
        inbox.removeAll()
        if case .waiting = phase { exchange.lane?.abandon(self) }
        let isUnderWay = exchange.lane != nil
        detach()
        phase = .closing
        if isUnderWay { owner.finished(exchange) }
        reception.closed(self)
    }

    /// Closes now if no request is in hand, else after its answer.
    func endSoon() {
        if case .idle = phase { close() } else { exchange.isPersistent = false }
    }

    private var networkAddress: SocketAddress? {
        if case .unix = peerAddress { nil } else { peerAddress }
    }

    var isEnding: Bool {
        if case .closing = phase { true } else { isClosed }
    }

    /// Whether the request has come, and gone on, as a whole.
    var isFullySent: Bool {
        if case .sent = phase { true } else { false }
    }

    /// Gives up whatever the answer comes from.
    func detach() {
        delivery?.abort()
        delivery = nil
        let abandoned = upstream
        upstream = nil
        abandoned?.abort()
    }
}
