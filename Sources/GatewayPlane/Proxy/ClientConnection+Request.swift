import HTTPEngine
import ReleaseModel
import StaticAssets

/// Requests.
extension ClientConnection {
    /// Uses bytes as far as the phase allows; returns how many.
    func process(_ bytes: Span<UInt8>) -> Int {
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
    func processInbox() {
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

    func resumeReading() {
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
        let service = reception.origin == .workers ? ServiceRequest(owner.requestParser.fields, in: bytes) : nil
        exchange = Exchange(head, requestID: service?.requestID ?? owner.makeRequestID())
        exchange.service = service?.call
        exchange.revision = owner.root.revision.number
        if reception.isEnding { exchange.isPersistent = false }
        guard !head.authority.isEmpty else { return refuse(.malformed(.hostMissing), bytes) }
        switch lookup(head, service, bytes) {
        case .refused(let problem): refuse(problem, bytes)
        case .found(let route):
            exchange.reportsVersion = route.settings.reportsVersion
            guard owner.permits(route.access, of: route, to: self, bytes) else {
                return refuse(.previewRefused(worker: route.worker, route.access), bytes)
            }
            guard let lane = owner.choose(route, head, bytes, for: self) else {
                return refuse(.versionDeleted(worker: route.worker), bytes)
            }
            exchange.lane = lane
            if case .length(let length) = head.body, length > owner.limits.requests.bodyBytes {
                return refuse(.bodyTooLarge(limit: owner.limits.requests.bodyBytes), bytes)
            }
            owner.writeRequest(
                head,
                bytes,
                exchange.requestID,
                from: peer,
                service: exchange.service,
                functionTrigger: route.functionTrigger
            )
            exchange.head.append(contentsOf: owner.writer.bytes)
            deadline = loop.now + owner.limits.instanceTimeout
            guard let files = lane.files else { return lane.dispatch(self) }
            files.decide(AssetRequest(head, owner.requestParser.fields, in: bytes), for: self)
        }
    }

    /// Returns what a request leads to: one from a worker by what it names, any other by its host.
    private func lookup(_ head: RequestHead, _ service: ServiceRequest?, _ bytes: Span<UInt8>) -> GatewayLoop.Lookup {
        switch reception.origin {
        case .clients:
            return owner.route(
                for: bytes.extracting(head.authority.indices),
                path: bytes.extracting(head.path.indices)
            )
        case .workers:
            guard let service else { return .refused(.serviceMalformed) }
            return owner.route(forService: bytes.extracting(service.target.indices))
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
