import HTTPModel

/// Reading the answer.
extension ClientConnection {
    func receive(_ bytes: Span<UInt8>) {
        guard !isIdle else { return close() }
        hasAnswer = true
        if received.isEmpty {
            let used = process(bytes)
            if used < bytes.count, !isClosed { received.append(bytes.extracting(droppingFirst: used)) }
        } else {
            received.append(bytes)
            var taken = received.take()
            let used = taken.withBytes { process($0) }
            taken.consume(used)
            if !isClosed { received = taken }
        }
    }

    /// Uses as many bytes as can be used now; returns how many.
    ///
    /// The end of the answer closes a connection on which
    /// more follows: nobody asked for that.
    private func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count, !isClosed, upgradeFields == nil {
            let rest = bytes.extracting(droppingFirst: position)
            if call != nil {
                guard let used = readHead(rest) else { break }
                position += used
            } else if incoming != nil {
                position += readBody(rest)
            } else {
                isPersistent = false
                break
            }
        }
        if isIdle, !isClosed {
            if position < bytes.count { close() } else { finish() }
        }
        return position
    }

    /// Reads one head, also an interim one; returns nil when it is not complete.
    private func readHead(_ bytes: Span<UInt8>) -> Int? {
        guard accumulator.isWorthParsing(bytes, limits: pool.limits.message) else { return nil }
        do {
            guard let head = try pool.parser.response(bytes) else { return nil }
            accumulator.reset()
            if head.isInterim {
                if head.status == 101 { beginUpgrade(bytes) }
                return head.byteCount
            }
            return beginAnswer(head, bytes)
        } catch {
            fail(.malformed(error.explanation))
            return nil
        }
    }

    private func beginAnswer(_ head: ResponseHead, _ bytes: Span<UInt8>) -> Int? {
        guard let status = HTTPStatus(code: head.status), let fields = pool.parser.modelFields(bytes) else {
            fail(.malformed("The status is above 599, or a field value is not UTF-8."))
            return nil
        }
        guard let call = call.take() else { return nil }
        isPersistent = head.isPersistent && (head.status < 500 || pool.limits.keepsConnectionsAfterErrors)
        var used = head.byteCount
        let body: HTTPBody
        let framing = head.body(answering: isHead ? .head : .get)
        switch framing {
        case .none where isHead && !status.forbidsBody:
            // What the body of the same answer to a GET would be is told by its length alone.
            body = .stream(length: head.contentLength) { nil }
        case .none:
            body = .empty
        case .length(let length) where length <= bytes.count - used:
            body = .bytes(bytes.extracting(used..<(used + length)).copied())
            used += length
        case .length, .chunked, .untilClose:
            body = pipe(framing, for: call)
        }
        pool.complete(call, .success(HTTPResponse(status, fields: fields, body: body)))
        return used
    }

    private func pipe(_ framing: BodyFraming, for call: ClientCall) -> HTTPBody {
        let connection = LoopBound(self, on: loop)
        let (message, lease) = (messageNumber, call.ticket.lease)
        var length: Int?
        if case .length(let known) = framing { length = known }
        let (writer, body) = HTTPBody.pipe(length: length, capacity: pool.limits.bodyBufferBytes) { demand in
            guard demand != .started else { return }
            lease.thread.submit { loop in connection.value(on: loop).bodyDemand(demand, of: message) }
        }
        incoming = IncomingBody(framing, limits: pool.limits.message, payloadLimit: .max, to: writer)
        return body
    }

    private func readBody(_ bytes: Span<UInt8>) -> Int {
        do {
            guard let progress = try incoming?.receive(bytes) else { return bytes.count }
            if incoming?.isComplete == true { incoming = nil }
            if progress.room == .full { stopReading() }
            return progress.used
        } catch {
            fail(.malformed("The framing of the body is malformed."))
            return bytes.count
        }
    }
}
