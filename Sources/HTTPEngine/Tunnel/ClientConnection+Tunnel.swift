import HTTPModel

/// From an answer to a tunnel; the connection then lives on as a ``TunnelConnection``.
extension ClientConnection {
    /// Takes note of the head last parsed, by which the server has changed the protocol.
    func beginUpgrade(_ bytes: Span<UInt8>) {
        guard let fields = pool.parser.modelFields(bytes) else {
            return fail(.malformed("A field value is not UTF-8."))
        }
        guard let call, fields.upgradeProtocols.contains(where: call.ticket.offeredProtocols.contains) else {
            return fail(.malformed("The server changed the protocol unasked."))
        }
        guard pendingBytes == 0 else {
            return fail(.malformed("The server answered before it could read the request."))
        }
        upgradeFields = fields
        stopReading()
        // On the next turn: a stream cannot be given up from within a hook.
        loop.after(.zero) { [weak self] in self?.becomeTunnel() }
    }

    private func becomeTunnel() {
        guard !isClosed, let fields = upgradeFields.take(), let call = call.take() else { return }
        let request = call.ticket.request
        let terms = TunnelConnection.Terms(
            limits: pool.limits.tunnels,
            bufferBytes: pool.limits.bodyBufferBytes,
            unread: .closes,
            failure: HTTPClientError.closed,
            closed: { [pool] _ in pool.connectionEnded() }
        )
        pool.writer.removeAll()
        let tunnel = TunnelConnection(detach(), on: loop, writer: pool.writer, terms)
        let body = tunnel.start(behind: received, keeping: call.ticket.lease)
        let port = BodyPort(to: tunnel)
        tunnel.adopt(Task { await port.send(request.body) })
        pool.complete(call, .success(HTTPResponse(.switchingProtocols, fields: fields, body: body)))
    }
}
