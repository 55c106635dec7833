import Glibc
import HTTPEngine

/// A connection to an instance: idle in its pool, or with one request in hand.
final class UpstreamConnection: ByteStream {
    private unowned let owner: GatewayLoop
    private let pool: EndpointPool
    private var client: ClientConnection?
    private var method = KnownMethod.other
    private var phase = Phase.idle
    private var inbox = ReceiveBuffer()
    private var accumulator = HeadAccumulator()
    private var relay: ChunkedRelay
    private var isPersistent = true
    /// It has served a request before.
    private var isReused = false
    /// Something of the answer in hand has come.
    private var hasAnswerBegun = false
    private var decodesChunks = false
    /// The loop's writer holds a head that is not sent yet.
    private var hasUnsentHead = false

    /// Bodies up to this size are copied behind the head: one plain write costs less than two pieces.
    private static let copiedBodyBytes = 4_096

    private enum Phase {
        case idle
        case head
        case body(Int)
        case chunked
        case untilClose
        /// Nothing more is taken.
        case ended
    }

    /// Connects, or throws at once when nothing listens.
    static func open(_ pool: EndpointPool, owner: GatewayLoop) throws(LoopError) -> UpstreamConnection {
        let handle = try StreamHandle.connect(to: .unix(pool.endpoint.path), on: owner.loop)
        let connection = UpstreamConnection(handle, pool: pool, owner: owner)
        connection.startReading()
        return connection
    }

    private init(_ handle: consuming StreamHandle, pool: EndpointPool, owner: GatewayLoop) {
        self.owner = owner
        self.pool = pool
        relay = ChunkedRelay(limits: owner.limits.requests)
        super.init(handle, on: owner.loop)
        pool.opened()
    }

    /// Takes a request in hand; its bytes follow by `send`.
    func begin(for client: ClientConnection, method: KnownMethod) {
        self.client = client
        self.method = method
        phase = .head
        hasAnswerBegun = false
        isPersistent = true
        deadline = loop.now + answerTimeout
    }

    /// Sends a piece of the request's body; the engine's time begins anew.
    func sendBody(_ bytes: Span<UInt8>) {
        send(bytes)
        deadline = loop.now + answerTimeout
    }

    /// Functions have limits of their own, which end a call before.
    private var answerTimeout: Duration {
        let isOfFunctions = client?.exchange.lane?.isOfFunctions == true
        return isOfFunctions ? owner.limits.functionTimeout : owner.limits.answerTimeout
    }

    /// Goes on reading the answer after the client has caught up.
    func resumeAnswer() {
        deadline = loop.now + answerTimeout
        startReading()
    }

    /// Ends the request in hand without an answer: the engine sees its client go.
    func abort() {
        if client != nil { pool.leave(now: loop.now) }
        client = nil
        close()
    }

    override func onData(_ bytes: Span<UInt8>) {
        guard client != nil else { return close() }
        hasAnswerBegun = true
        deadline = loop.now + answerTimeout
        if inbox.isEmpty {
            let used = process(bytes)
            if case .head = phase, used < bytes.count { inbox.append(bytes.extracting(droppingFirst: used)) }
        } else {
            inbox.append(bytes)
            let held = inbox.take()
            let used = held.withBytes { process($0) }
            if case .head = phase {
                inbox = held
                inbox.consume(used)
            }
        }
    }

    override func onDrained() {
        client?.resumeRequest()
    }

    override func onEnd(_ end: StreamEnd) {
        guard let client else { return close() }
        if case .untilClose = phase, end == .closedByPeer { return finish() }
        if isReused, !hasAnswerBegun {
            self.client = nil
            if client.retry(over: pool) { return close() }
            self.client = client
        }
        fail(.engineClosed)
    }

    override func onTimeout() {
        guard client != nil else { return close() }
        fail(.engineTimeout)
    }

    override func onClosed() {
        phase = .ended
        pool.closed(self)
    }

    private func fail(_ problem: GatewayProblem) {
        phase = .ended
        client?.fail(problem)
        // The client has aborted this connection, unless it had let go of it before.
        abort()
    }

    /// The answer is complete.
    private func finish(hasMore: Bool = false) {
        guard let client else { return close() }
        self.client = nil
        pool.leave(now: loop.now)
        var isKept = false
        if case .untilClose = phase {
        } else {
            // More bytes than the answer has are nobody's answer.
            isKept = isPersistent && !hasMore && client.isFullySent && pendingBytes == 0 && pool.keep(self)
        }
        if isKept {
            phase = .idle
            isReused = true
            deadline = loop.now + owner.limits.pooledTimeout
            startReading()
        } else {
            close()
        }
        client.answerComplete()
    }
}

/// Answers.
extension UpstreamConnection {
    /// Uses the bytes of an answer; what is left over is the beginning of a head.
    private func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count {
            switch phase {
            case .idle, .ended: return bytes.count
            case .head:
                guard let used = acceptHead(bytes.extracting(droppingFirst: position)) else { return position }
                position += used
                if case .head = phase { continue }
                if isBodyless { flushHead(); finish(hasMore: position < bytes.count); return bytes.count }
            case .body(let left):
                let count = min(left, bytes.count - position)
                emit(bytes.extracting(position..<position + count))
                position += count
                phase = .body(left - count)
                if left == count { finish(hasMore: position < bytes.count); return bytes.count }
            case .chunked:
                guard relayChunks(bytes, at: &position) else { return bytes.count }
            case .untilClose:
                emit(bytes.extracting(droppingFirst: position))
                position = bytes.count
            }
        }
        flushHead()
        if client?.throttleAnswer() == true {
            stopReading()
            deadline = .never
        }
        return position
    }

    private var isBodyless: Bool {
        if case .body(0) = phase { true } else { false }
    }

    /// Takes a head, and begins the client's answer unless it is an interim one; returns its length.
    private func acceptHead(_ bytes: Span<UInt8>) -> Int? {
        guard let client, accumulator.isWorthParsing(bytes, limits: owner.answerParser.limits) else { return nil }
        do throws(HeadFault) {
            guard let head = try owner.answerParser.response(bytes) else { return nil }
            accumulator.reset()
            // No upgrade was asked for, so none can be granted.
            if head.status == 101 {
                fail(.engineMalformed)
                return bytes.count
            }
            guard !head.isInterim else { return head.byteCount }
            let body = head.body(answering: method)
            isPersistent = head.isPersistent
            decodesChunks = client.answer(head, bytes, body)
            hasUnsentHead = true
            switch body {
            case .none: phase = .body(0)
            case .length(let length): phase = .body(length)
            case .chunked:
                phase = .chunked
                relay = ChunkedRelay(limits: owner.answerParser.limits)
            case .untilClose: phase = .untilClose
            }
            return head.byteCount
        } catch {
            fail(.engineMalformed)
            return bytes.count
        }
    }

    /// Passes chunks on; false when the answer has ended, well or badly.
    private func relayChunks(_ bytes: Span<UInt8>, at position: inout Int) -> Bool {
        do throws(ChunkFault) {
            let step = try decodesChunks ? relay.decode(bytes, at: &position) : relay.relay(bytes, at: &position)
            if !step.forward.isEmpty { emit(bytes.extracting(step.forward)) }
            guard step.isComplete else { return true }
            flushHead()
            if step.needsEnd { client?.send("\r\n") }
            finish(hasMore: position < bytes.count)
        } catch {
            flushHead()
            fail(.engineMalformed)
        }
        return false
    }

    /// Sends a piece of the body, behind the head if that is still to go.
    private func emit(_ bytes: Span<UInt8>) {
        guard hasUnsentHead else {
            client?.send(bytes)
            return
        }
        hasUnsentHead = false
        guard bytes.count <= Self.copiedBodyBytes else {
            client?.send(owner.writer, bytes)
            return
        }
        owner.writer.write(bytes)
        client?.send(owner.writer)
    }

    private func flushHead() {
        guard hasUnsentHead else { return }
        hasUnsentHead = false
        client?.send(owner.writer)
    }
}

extension LoopError {
    /// Whether a connection was refused only because too many wait for theirs.
    var isBusy: Bool { code == EAGAIN || code == EMFILE || code == ENFILE }
}
