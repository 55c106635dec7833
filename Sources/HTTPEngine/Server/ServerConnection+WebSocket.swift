import HTTPModel

/// From a request to a WebSocket; the connection then lives on as a ``WebSocketConnection``.
extension LoopBound<ServerConnection> {
    /// Answers a request with a WebSocket and serves it until its session ends, or refuses it.
    ///
    /// Runs in the task of the request's handler.
    func serve(
        _ upgrade: WebSocketUpgrade,
        with fields: HTTPFields,
        for request: HTTPRequest,
        _ message: Int,
        on thread: LoopThread
    ) async {
        let handshake: WebSocketHandshake
        do {
            handshake = try WebSocketHandshake(request, protocol: upgrade.offeredProtocol)
        } catch {
            thread.submit { loop in value(on: loop).respond(error.response, to: message) }
            return
        }
        let port: WebSocketPort?
        do {
            port = try await thread.perform { loop in
                value(on: loop).becomeWebSocket(handshake, upgrade.options, with: fields, answering: message)
            }
        } catch {
            // The loop has ended, and all its connections with it.
            port = nil
        }
        guard let port else { return }
        do {
            try await upgrade.serve(WebSocketSession(over: port, agreedProtocol: handshake.agreedProtocol))
            port.close(WebSocketClosing(.normal))
        } catch {
            // Mostly that the WebSocket is closed already, which makes this a no-op.
            port.close(WebSocketClosing(.internalError))
        }
    }
}

extension ServerConnection {
    /// Sends the answer that makes a WebSocket of the connection.
    ///
    /// Returns nil if the client is gone, or was refused.
    fileprivate func becomeWebSocket(
        _ handshake: WebSocketHandshake,
        _ options: WebSocketOptions,
        with fields: HTTPFields,
        answering message: Int
    ) -> WebSocketPort? {
        guard message == messageNumber, let exchange, exchange.response == .awaited, !isFinished, !isClosed else {
            return nil
        }
        if let refusal = refusal(of: exchange) {
            respond(refusal.response, to: message)
            return nil
        }
        let webSocket = WebSocketConnection(detach(), on: loop, server, options, task: exchange.task, received)
        isFinished = true
        self.exchange = nil
        server.upgraded(self, to: webSocket)
        writeHead(of: handshake, fields)
        webSocket.start(behind: server.writer)
        return WebSocketPort(to: webSocket)
    }

    private func refusal(of exchange: ServerExchange) -> UpgradeRefusal? {
        if exchange.isHTTP10 { return .notAskedFor }
        return server.isStopping ? .serverStopping : nil
    }

    private func writeHead(of handshake: WebSocketHandshake, _ fields: HTTPFields) {
        let writer = server.writer
        writer.removeAll()
        writer.write("HTTP/1.1 101 Switching Protocols\r\n" as StaticString)
        writer.write("Upgrade: websocket\r\nConnection: Upgrade\r\n" as StaticString)
        writer.write(field: "Sec-WebSocket-Accept", handshake.accept)
        if let agreed = handshake.agreedProtocol { writer.write(field: "Sec-WebSocket-Protocol", agreed) }
        writer.write(fields, ofAnswer: true)
        writer.write(field: "Date", server.dateText)
        writer.write("\r\n" as StaticString)
    }
}
