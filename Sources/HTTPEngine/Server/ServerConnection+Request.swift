import HTTPModel

/// The way in: from the client's bytes to the handler's task.
extension ServerConnection {
    /// Goes on with what came while a request was being answered.
    func processReceived() {
        var taken = received.take()
        let used = taken.withBytes { process($0) }
        taken.consume(used)
        received = taken
    }

    var hasReceivedAhead: Bool { !received.isEmpty }

    /// Uses as many bytes as can be used now; returns how many.
    func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count, !isFinished, !isClosed {
            let rest = bytes.extracting(droppingFirst: position)
            if exchange == nil {
                guard let used = beginExchange(rest) else { break }
                position += used
            } else if exchange?.isBodyComplete == false {
                position += receiveBody(rest)
            } else {
                break
            }
        }
        return isFinished || isClosed ? bytes.count : position
    }

    /// Reads a head and starts its handler; returns nil when the head is not complete.
    private func beginExchange(_ bytes: Span<UInt8>) -> Int? {
        guard accumulator.isWorthParsing(bytes, limits: server.limits.message) else { return nil }
        let head: RequestHead
        do {
            guard let parsed = try server.parser.request(bytes) else { return nil }
            head = parsed
        } catch {
            refuse(HTTPStatus(code: error.status) ?? .badRequest, error.explanation)
            return nil
        }
        accumulator.reset()
        if case .length(let length) = head.body, length > server.limits.message.bodyBytes {
            refuse(.contentTooLarge, "The body has more than \(server.limits.message.bodyBytes) bytes.")
            return nil
        }
        return beginExchange(head, bytes)
    }

    private func beginExchange(_ head: RequestHead, _ bytes: Span<UInt8>) -> Int? {
        beginMessage()
        var exchange = ServerExchange(
            isHead: head.method == .head,
            isHTTP10: head.isHTTP10,
            isPersistent: head.isPersistent,
            awaitsContinue: head.expectsContinue && head.body != .none
        )
        var used = head.byteCount
        let body: HTTPBody
        switch head.body {
        case .length(let length) where length <= bytes.count - used:
            body = .bytes(bytes.extracting(used..<(used + length)).copied())
            used += length
            exchange.awaitsContinue = false
        case .length, .chunked:
            let piped = pipe(head.body, awaitsContinue: exchange.awaitsContinue)
            body = piped.body
            exchange.incoming = piped.incoming
        case .none, .untilClose:
            body = .empty
        }
        do {
            let request = try RequestReader(parser: server.parser).request(head, in: bytes, body: body, from: peer)
            exchange.task = startHandler(request)
            self.exchange = exchange
            return used
        } catch {
            refuse(.badRequest, error.explanation)
            return nil
        }
    }

    /// Makes the pipe between the connection and the handler, by which the handler's pace becomes that of the socket.
    private func pipe(
        _ framing: BodyFraming,
        awaitsContinue: Bool
    ) -> (body: HTTPBody, incoming: IncomingBody) {
        let connection = LoopBound(self, on: loop)
        let (thread, message) = (loop.thread, messageNumber)
        var length: Int?
        if case .length(let known) = framing { length = known }
        let limits = server.limits
        let (writer, body) = HTTPBody.pipe(length: length, capacity: limits.bodyBufferBytes) { demand in
            guard demand == .room || demand == .started && awaitsContinue else { return }
            thread.submit { loop in connection.value(on: loop).bodyWanted(of: message) }
        }
        let incoming = IncomingBody(
            framing,
            limits: limits.message,
            payloadLimit: limits.message.bodyBytes,
            to: writer
        )
        return (body, incoming)
    }

    private func bodyWanted(of message: Int) {
        guard message == messageNumber, exchange != nil, !isFinished, !isClosed else { return }
        if exchange?.awaitsContinue == true, exchange?.response == .awaited {
            exchange?.awaitsContinue = false
            send("HTTP/1.1 100 Continue\r\n\r\n")
        }
        startReading()
        updateDeadline()
    }

    /// Takes bytes of the body; returns how many belong to it.
    private func receiveBody(_ bytes: Span<UInt8>) -> Int {
        guard let progress = takeBody(bytes) else { return bytes.count }
        exchange?.awaitsContinue = false
        let isTooMuch = progress.room == .abandoned && exchange?.canDrain(server.limits) == false
        if progress.room == .full || isTooMuch { stopReading() }
        if isTooMuch || exchange?.isBodyComplete == true { settle() }
        return progress.used
    }

    /// Returns nil when the body is malformed or too large, which ends the connection.
    private func takeBody(_ bytes: Span<UInt8>) -> IncomingBody.Progress? {
        do {
            return try exchange?.incoming?.receive(bytes)
        } catch {
            exchange?.incoming?.fail(error.modelError)
            let isAwaited = exchange?.response == .awaited
            exchange?.task?.cancel()
            guard isAwaited else {
                close()
                return nil
            }
            switch error {
            case .framing: refuse(.badRequest, "The chunked framing of the body is malformed.")
            case .tooLarge(let limit): refuse(.contentTooLarge, "The body has more than \(limit) bytes.")
            }
            return nil
        }
    }
}

extension IncomingBody.Fault {
    /// What the reader of the body gets.
    fileprivate var modelError: any Error {
        switch self {
        case .framing(let fault): fault
        case .tooLarge(let limit): HTTPBody.TooLarge(limit: limit)
        }
    }
}
