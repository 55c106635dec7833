import HTTPEngine

/// What lanes and engine connections tell.
extension ClientConnection {
    /// Makes the request wait for an instance; returns how often it has come to that.
    ///
    /// The time to wait counts from the first time.
    func awaitInstance() -> Int {
        exchange.attempts += 1
        if isFullySent {
            phase = .waiting
            deadline = loop.now + owner.limits.instanceTimeout
        }
        return exchange.attempts
    }

    /// Sends the request over a pool into which it is already counted.
    func forward(over pool: EndpointPool) {
        if let kept = pool.takeIdle() { return send(over: kept) }
        forwardAnew(over: pool)
    }

    private func forwardAnew(over pool: EndpointPool) {
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
        let head = exchange.head
        connection.send(head.span)
        expectBody()
        if !isFullySent, exchange.expectsContinue { send("HTTP/1.1 100 Continue\r\n\r\n") }
        processInbox()
    }

    /// Leaves the wait: what the request still has to come goes to whoever answers it.
    func expectBody() {
        switch exchange.body {
        case .none, .untilClose:
            phase = .sent
            deadline = .never
        case .length(let length): phase = .body(length)
        case .chunked:
            phase = .chunked
            relay = ChunkedRelay(limits: owner.limits.requests)
        }
        if !isFullySent { deadline = loop.now + owner.limits.bodyTimeout }
    }

    /// Tries once more on a new connection after a kept one turned out to be dead; false when that is not allowed.
    ///
    /// The request stays counted into the pool.
    func retry(over pool: EndpointPool) -> Bool {
        guard exchange.isReplayable else { return false }
        exchange.isRetry = true
        upstream = nil
        forwardAnew(over: pool)
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
        if body == .untilClose || needsDecoding || reception.isEnding { exchange.isPersistent = false }
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

    func checkWriting() {
        pendingAtCheck = pendingBytes
        deadline = loop.now + owner.limits.writeTimeout
    }

    /// The answer is complete, and the engine's connection no longer ours.
    func answerComplete() {
        upstream = nil
        endExchange()
    }

    /// The answer is complete, and was no engine's.
    func deliveryComplete() {
        delivery = nil
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
        owner.writeProblem(problem, to: exchange, from: reception.origin)
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
