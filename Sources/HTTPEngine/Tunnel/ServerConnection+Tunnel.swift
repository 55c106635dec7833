import HTTPModel

/// From a request to a tunnel; the connection then lives on as a ``TunnelConnection``.
extension LoopBound<ServerConnection> {
    /// Answers a request with a tunnel and serves it until both ways have ended, or refuses it.
    ///
    /// Runs in the task of the request's handler.
    func serve(
        _ upgrade: TunnelUpgrade,
        with response: HTTPResponse,
        for request: HTTPRequest,
        _ message: Int,
        on thread: LoopThread
    ) async {
        if let refusal = upgrade.refusal(of: request) {
            thread.submit { loop in value(on: loop).respond(refusal.response, to: message) }
            return
        }
        let ends: TunnelEnds?
        do {
            ends = try await thread.perform { loop in
                value(on: loop).becomeTunnel(upgrade, with: response.fields, answering: message)
            }
        } catch {
            // The loop has ended, and all its connections with it.
            ends = nil
        }
        guard let ends else { return }
        async let received: Void = {
            await upgrade.receive(ends.input)
            ends.stopReceiving()
        }()
        await ends.output.send(response.body)
        await received
    }
}

extension TunnelUpgrade {
    fileprivate func refusal(of request: HTTPRequest) -> UpgradeRefusal? {
        guard request.fields.upgradeProtocols.contains(protocolName.lowercased()) else { return .protocolNotOffered }
        return request.body.length == 0 ? nil : .bodyPresent
    }
}

extension ServerConnection {
    /// Sends the answer that makes a tunnel of the connection.
    ///
    /// Returns nil if the client is gone, or was refused.
    fileprivate func becomeTunnel(
        _ upgrade: TunnelUpgrade,
        with fields: HTTPFields,
        answering message: Int
    ) -> TunnelEnds? {
        guard message == messageNumber, let exchange, exchange.response == .awaited, !isFinished, !isClosed else {
            return nil
        }
        if exchange.isHTTP10 || server.isStopping {
            let refusal = exchange.isHTTP10 ? UpgradeRefusal.protocolNotOffered : .serverStopping
            respond(refusal.response, to: message)
            return nil
        }
        let terms = TunnelConnection.Terms(
            limits: server.limits.tunnels,
            bufferBytes: server.limits.bodyBufferBytes,
            unread: .discarded,
            failure: ConnectionClosed(),
            closed: { [server] tunnel in server.closed(tunnel) }
        )
        let tunnel = TunnelConnection(detach(), on: loop, writer: server.writer, terms)
        tunnel.adopt(exchange.task)
        isFinished = true
        self.exchange = nil
        server.upgraded(self, to: tunnel)
        writeHead(of: upgrade, fields)
        return TunnelEnds(of: tunnel, input: tunnel.start(behind: received))
    }

    private func writeHead(of upgrade: TunnelUpgrade, _ fields: HTTPFields) {
        let writer = server.writer
        writer.removeAll()
        writer.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n" as StaticString)
        writer.write(field: "Upgrade", upgrade.protocolName)
        var fields = fields
        fields.remove(.upgrade)
        writer.write(fields, ofAnswer: true)
        writer.write(field: "Date", server.dateText)
        writer.write("\r\n" as StaticString)
    }
}
