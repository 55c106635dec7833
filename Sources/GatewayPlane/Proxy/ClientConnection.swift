import HTTPEngine
import ReleaseModel

/// A client's connection: one request at a time, in the order in which they came.
final class ClientConnection: ByteStream {
    private unowned let owner: GatewayLoop
    private var phase = Phase.idle
    private var inbox = ReceiveBuffer()
    private var accumulator = HeadAccumulator()
    private var relay: ChunkedRelay
    private var exchange: Exchange
    private var upstream: UpstreamConnection?
    /// The client does not take the answer as fast as it comes.
    private var isAnswerThrottled = false
    private var pendingAtCheck = 0
    private lazy var peer = Array((peerAddress?.description ?? "127.0.0.1:0").utf8)

    private enum Phase {
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

    init(_ handle: consuming StreamHandle, owner: GatewayLoop) {
        self.owner = owner
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
        owner.closed(self)
    }

    /// Closes now if no request is in hand, else after its answer.
    func endSoon() {
        if case .idle = phase { close() } else { exchange.isPersistent = false }
    }

    private var isEnding: Bool {
        if case .closing = phase { true } else { isClosed }
    }

    /// Whether the request has come, and gone on, as a whole.
    var isFullySent: Bool {
        if case .sent = phase { true } else { false }
    }

    /// Gives up the engine's connection, if there is one.
    private func detach() {
        let abandoned = upstream
        upstream = nil
        abandoned?.abort()
    }
}

/// Requests.
extension ClientConnection {
    /// Uses bytes as far as the phase allows; returns how many.
    private func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count {
            switch phase {
            case .idle, .head:
                guard let used = acceptHead(bytes.extracting(droppingFirst: position)) else { return position }
                position += used
            case .body(let left):
                let count = min(left, bytes.count - position)
                forwardBody(bytes.extracting(position..<position + count))
                position += count
                if case .body = phase { phase = left == count ? .sent : .body(left - count) }
                if isFullySent { deadline = .never }
            case .chunked: forwardChunks(bytes, at: &position)
            case .waiting, .sent: return position
            case .closing: return bytes.count
            }
        }
        return position
    }

    /// Goes on with what came earlier.
    private func processInbox() {
        while !inbox.isEmpty, !isEnding {
            var held = inbox.take()
            let used = held.withBytes { process($0) }
            guard !isEnding else { return }
            held.consume(used)
            inbox = held
            if used == 0 { break }
        }
        resumeReading()
    }

    private func resumeReading() {
        guard !isEnding, inbox.count <= owner.limits.pipelinedBytes else { return }
        if let upstream, upstream.pendingBytes > ByteStream.highWater { return }
        startReading()
    }

    /// Returns the length of a head that was complete.
    private func acceptHead(_ bytes: Span<UInt8>) -> Int? {
        if case .idle = phase {
            phase = .head
            deadline = loop.now + owner.limits.headTimeout
        }
        guard accumulator.isWorthParsing(bytes, limits: owner.limits.requests) else { return nil }
        do throws(HeadFault) {
            guard let head = try owner.requestParser.request(bytes) else { return nil }
            accumulator.reset()
            begin(head, bytes)
            return head.byteCount
        } catch {
            exchange = Exchange(malformed: owner.makeRequestID())
            fail(.malformed(error))
            return bytes.count
        }
    }

    /// Finds the version for a request whose head is complete, and sends it there.
    private func begin(_ head: RequestHead, _ bytes: Span<UInt8>) {
        owner.adoptTable()
        phase = .waiting
        exchange = Exchange(head, requestID: owner.makeRequestID())
        exchange.revision = owner.root.revision.number
        if owner.isStopping { exchange.isPersistent = false }
        guard !head.authority.isEmpty else { return refuse(.malformed(.hostMissing), bytes) }
        switch owner.route(for: bytes.extracting(head.authority.indices)) {
        case .refused(let problem): refuse(problem, bytes)
        case .found(let route):
            exchange.reportsVersion = route.settings.reportsVersion
            guard let lane = owner.choose(route, head, bytes) else {
                return refuse(.versionDeleted(worker: route.worker), bytes)
            }
            exchange.lane = lane
            if case .length(let length) = head.body, length > owner.limits.requests.bodyBytes {
                return refuse(.bodyTooLarge(limit: owner.limits.requests.bodyBytes), bytes)
            }
            owner.writeRequest(head, bytes, exchange.requestID, from: peer)
            exchange.head.append(contentsOf: owner.writer.bytes)
            deadline = loop.now + owner.limits.instanceTimeout
            lane.dispatch(self)
        }
    }

    /// Refuses a request while the parser still knows its head.
    private func refuse(_ problem: GatewayProblem, _ bytes: Span<UInt8>) {
        exchange.prefersHTML = owner.prefersHTML(in: bytes)
        fail(problem)
    }

    private func forwardBody(_ bytes: Span<UInt8>) {
        guard let upstream else { return }
        deadline = loop.now + owner.limits.bodyTimeout
        upstream.sendBody(bytes)
        if upstream.pendingBytes > ByteStream.highWater {
            stopReading()
            // The engine's own deadline runs while the client is kept waiting.
            deadline = .never
        }
    }

    private func forwardChunks(_ bytes: Span<UInt8>, at position: inout Int) {
        do throws(ChunkFault) {
            let step = try relay.relay(bytes, at: &position)
            let limit = owner.limits.requests.bodyBytes
            guard relay.payloadBytes <= limit else { return fail(.bodyTooLarge(limit: limit)) }
            if !step.forward.isEmpty { forwardBody(bytes.extracting(step.forward)) }
            if step.needsEnd { upstream?.send("\r\n") }
            guard step.isComplete else { return }
            phase = .sent
            deadline = .never
        } catch {
            fail(.chunkMalformed)
        }
    }
}

/// What lanes and engine connections tell.
extension ClientConnection {
    /// Counts and returns how often an instance was asked for.
    func countAttempt() -> Int {
        exchange.attempts += 1
        return exchange.attempts
    }

    /// Sends the request over a pool into which it is already counted.
    func forward(over pool: EndpointPool) {
        if let kept = pool.takeIdle() { return send(over: kept) }
        guard pool.openCount < owner.limits.connectionsPerInstance else {
            pool.leave(now: loop.now)
            return fail(.engineBusy)
        }
        do throws(LoopError) {
            send(over: try UpstreamConnection.open(pool, owner: owner))
        } catch {
            pool.leave(now: loop.now)
            // A full backlog is no sign of death.
            guard !error.isBusy, let lane = exchange.lane else { return fail(.engineBusy) }
            owner.instances.report(unreachable: pool.endpoint)
            lane.drop(pool)
            lane.dispatch(self)
        }
    }

    private func send(over connection: UpstreamConnection) {
        upstream = connection
        connection.begin(for: self, method: exchange.method)
        connection.send(exchange.head.span)
        switch exchange.body {
        case .none, .untilClose:
            phase = .sent
            deadline = .never
        case .length(let length): phase = .body(length)
        case .chunked:
            phase = .chunked
            relay = ChunkedRelay(limits: owner.limits.requests)
        }
        if !isFullySent {
            deadline = loop.now + owner.limits.bodyTimeout
            if exchange.expectsContinue { send("HTTP/1.1 100 Continue\r\n\r\n") }
        }
        processInbox()
    }

    /// Tries once more on a new connection after a kept one turned out to be dead; false when that is not allowed.
    func retry(over pool: EndpointPool) -> Bool {
        guard exchange.isReplayable else { return false }
        exchange.isRetry = true
        upstream = nil
        guard let connection = try? UpstreamConnection.open(pool, owner: owner) else { return false }
        send(over: connection)
        return true
    }

    /// The engine has taken what waited for it.
    func resumeRequest() {
        if !isFullySent { deadline = loop.now + owner.limits.bodyTimeout }
        resumeReading()
    }

    /// Begins the answer; returns whether its chunks must be taken apart, as HTTP/1.0 has none.
    func answer(_ head: ResponseHead, _ bytes: Span<UInt8>, _ body: BodyFraming) -> Bool {
        let needsDecoding = body == .chunked && exchange.isHTTP10
        if body == .untilClose || needsDecoding || owner.isStopping { exchange.isPersistent = false }
        exchange.status = head.status
        owner.writeAnswer(head, bytes, body, to: exchange)
        return needsDecoding
    }

    /// Whether the answer should pause because the client is slow.
    func throttleAnswer() -> Bool {
        guard pendingBytes > ByteStream.highWater else { return false }
        isAnswerThrottled = true
        if isFullySent { checkWriting() }
        return true
    }

    private func checkWriting() {
        pendingAtCheck = pendingBytes
        deadline = loop.now + owner.limits.writeTimeout
    }

    /// The answer is complete, and the engine's connection no longer ours.
    func answerComplete() {
        upstream = nil
        endExchange()
    }

    /// Answers with a refusal; where the answer has begun, only the connection's end can tell.
    func fail(_ problem: GatewayProblem) {
        guard !isEnding else { return }
        detach()
        guard exchange.status == 0 else { return close() }
        // What comes of an unfinished request could not be told from the next one.
        if !isRequestComplete { exchange.isPersistent = false }
        exchange.status = problem.status
        owner.writeProblem(problem, to: exchange)
        send(owner.writer)
        if isRequestComplete { phase = .sent }
        endExchange()
    }

    private var isRequestComplete: Bool {
        switch phase {
        case .sent: true
        case .waiting: exchange.body == .none
        case .idle, .head, .body, .chunked, .closing: false
        }
    }

    private func endExchange() {
        guard !isEnding else { return }
        owner.finished(exchange)
        exchange.lane = nil
        let isComplete = isFullySent
        guard isComplete, exchange.isPersistent else {
            phase = .closing
            deadline = loop.now + owner.limits.writeTimeout
            // Unread bytes would turn the close into a reset that destroys the answer.
            if isComplete, inbox.isEmpty { closeAfterFlush() } else { lingerAndClose() }
            return
        }
        isAnswerThrottled = false
        exchange.head = []
        phase = .idle
        deadline = loop.now + owner.limits.idleTimeout
        processInbox()
    }
}
