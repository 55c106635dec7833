import HTTPModel

/// The way back: from the handler's task to the client.
extension ServerConnection {
    func startHandler(_ request: HTTPRequest) -> Task<Void, Never> {
        let (handler, census, thread) = (server.handler, server.census, loop.thread)
        let (connection, message, port) = (LoopBound(self, on: loop), messageNumber, BodyPort(to: self))
        census.handlerStarted()
        return Task {
            defer { census.handlerReturned() }
            let response = await handler(request)
            switch response.upgrade {
            case .webSocket(let upgrade):
                return await connection.serve(upgrade, with: response.fields, for: request, message, on: thread)
            case .tunnel(let upgrade):
                return await connection.serve(upgrade, with: response, for: request, message, on: thread)
            case nil: break
            }
            thread.submit { loop in connection.value(on: loop).respond(response, to: message) }
            let hasBody = request.method != .head && !response.status.forbidsBody
            if hasBody, response.body.bytesAtHand == nil { await port.send(response.body) }
        }
    }

    func respond(_ response: HTTPResponse, to message: Int) {
        guard message == messageNumber, exchange?.response == .awaited, !isFinished, !isClosed else { return }
        exchange?.response = .begun
        let framing = writeHead(response)
        let isBodiless = exchange?.isHead == true || response.status.forbidsBody
        if isBodiless || response.body.bytesAtHand != nil {
            sendWhole(body: isBodiless ? [] : response.body.bytesAtHand ?? [])
            responseSent()
        } else {
            sendHead(body: framing)
        }
        updateDeadline()
    }

    /// The stream has the whole answer.
    func responseSent() {
        exchange?.response = .sent
        exchange?.incoming?.discardRest()
        if pendingBytes == 0 { settle() }
    }

    /// Goes on to the next request when the answer has left and the request is read; closes where that cannot be.
    func settle() {
        guard let exchange, exchange.response == .sent, pendingBytes == 0, !isFinished else { return }
        guard exchange.isPersistent, exchange.canDrain(server.limits) else { return finish() }
        guard exchange.isBodyComplete else { return startReading() }
        guard !server.isStopping || hasReceivedAhead else { return finish() }
        self.exchange = nil
        startReading()
        guard hasReceivedAhead else { return }
        // On the next turn, so that a client that sends many requests ahead does not keep the loop to itself.
        loop.after(.zero) { [weak self] in self?.resumeReading() }
    }

    private func resumeReading() {
        guard exchange == nil, hasReceivedAhead, !isFinished, !isClosed else { return }
        processReceived()
        updateDeadline()
    }

    /// Answers a request that never came to a handler, and closes.
    func refuse(_ status: HTTPStatus, _ detail: String) {
        guard !isFinished, !isClosed else { return }
        let (code, nextStep) = Self.advice(on: status)
        let problem = ProblemDetails(
            status,
            type: "urn:sluice:problem:\(code)",
            detail: detail,
            members: ["code": .string(code), "nextStep": .string(nextStep)]
        )
        beginMessage()
        exchange?.isPersistent = false
        _ = writeHead(HTTPResponse(problem))
        sendWhole(body: exchange?.isHead == true ? [] : problem.json)
        finish()
    }

    private static func advice(on status: HTTPStatus) -> (code: String, nextStep: String) {
        switch status {
        case .requestTimeout: ("request_timeout", "Send the request again, and all of it at once.")
        case .contentTooLarge: ("body_too_large", "Send a smaller one.")
        case .uriTooLong, .requestHeaderFieldsTooLarge: ("head_too_large", "Shorten the target or the fields.")
        default: ("malformed_request", "Correct the request; nothing of it was carried out.")
        }
    }

    /// Closes when everything has left, so that the client reads the answer also if it is still sending.
    private func finish() {
        guard pendingBytes == 0 else {
            deadline = writeDeadline
            isFinished = true
            return closeAfterFlush()
        }
        isFinished = true
        if exchange?.isBodyComplete ?? false, !hasReceivedAhead { closeAfterFlush() } else { lingerAndClose() }
    }

    /// Puts the head into the writer and returns how the body is framed.
    private func writeHead(_ response: HTTPResponse) -> BodyFraming {
        let writer = server.writer
        let framing = framing(of: response)
        let mayPersist = exchange.map { $0.isPersistent && $0.canDrain(server.limits) } ?? false
        let isPersistent = mayPersist && framing != .untilClose && !server.isStopping && !asksToClose(response)
        exchange?.isPersistent = isPersistent
        writer.removeAll()
        writer.write("HTTP/1.1 " as StaticString)
        writer.write(decimal: response.status.code)
        writer.write(" \(response.status.reason)\r\n")
        writer.write(response.fields, ofAnswer: true)
        writer.writeFraming(framing)
        if response.status == .upgradeRequired { writer.write("Connection: upgrade\r\n" as StaticString) }
        if !isPersistent {
            writer.write("Connection: close\r\n" as StaticString)
        } else if exchange?.isHTTP10 == true {
            writer.write("Connection: keep-alive\r\n" as StaticString)
        }
        writer.write(field: "Date", server.dateText)
        writer.write("\r\n" as StaticString)
        return framing
    }

    private func framing(of response: HTTPResponse) -> BodyFraming {
        if response.status.forbidsBody { return .none }
        if let length = response.body.length { return .length(length) }
        return exchange?.isHTTP10 == true ? .untilClose : .chunked
    }

    private func asksToClose(_ response: HTTPResponse) -> Bool {
        response.fields[.connection]?.lowercased() == "close"
    }
}
