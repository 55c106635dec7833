import HTTPModel

/// A WebSocket on its loop: what a server's connection becomes when its client asks for one and a handler grants it.
///
/// Here is the way in: frames, and how the connection ends. `WebSocketConnection+Sending.swift` has the way out.
final class WebSocketConnection: ByteStream {
    typealias Sender = CheckedContinuation<Result<Void, WebSocketSendError>, Never>

    let options: WebSocketOptions
    let inbox: WebSocketInbox
    var outbox = WebSocketOutbox()
    /// The bytes given to the stream since the beginning.
    var sentBytes = 0
    private(set) var stage = Stage.open
    private let server: ServerLoop
    /// The handler, whose session this is.
    private let task: Task<Void, Never>?
    private var reader: WebSocketReader
    private var watch: WebSocketWatch
    private var isInboxFull = false
    /// Frames that came while they could not be used.
    private var received: ReceiveBuffer

    enum Stage {
        case open
        /// We said that we close; what the client still says, but for its own close, is lost on us.
        case closing(since: LoopInstant)
        /// There is no more to say for either side.
        case over
    }

    /// Takes over the socket of a connection whose handler is the task, and what it has received already.
    init(
        _ handle: consuming StreamHandle,
        on loop: EventLoop,
        _ server: ServerLoop,
        _ options: WebSocketOptions,
        task: Task<Void, Never>?,
        _ received: ReceiveBuffer
    ) {
        self.server = server
        self.options = options
        self.task = task
        self.received = received
        inbox = WebSocketInbox(capacity: options.incomingBytes)
        reader = WebSocketReader(
            messageLimit: options.messageBytes,
            acceptsUnmasked: options.acceptsUnmaskedFrames
        )
        watch = WebSocketWatch(pingInterval: options.pingInterval, limits: server.limits, at: loop.now)
        super.init(handle, on: loop)
    }

    /// Sends the head that makes it a WebSocket, and begins to listen.
    func start(behind head: HeadWriter) {
        sentBytes += head.count
        send(head)
        listen()
    }

    /// The handler has taken messages out of a full inbox.
    func inboxHasRoom() {
        isInboxFull = false
        listen()
    }

    // MARK: Hooks

    override func onData(_ bytes: Span<UInt8>) {
        watch.heard(at: loop.now)
        if received.isEmpty {
            let used = process(bytes)
            if used < bytes.count { received.append(bytes.extracting(droppingFirst: used)) }
        } else {
            received.append(bytes)
            processReceived()
        }
        updateReading()
    }

    override func onDrained() {
        sendWaiting()
        listen()
    }

    override func onTimeout() {
        if case .closing = stage { return close() }
        updateWatch()
        switch watch.verdict(at: loop.now, isListening: isReading) {
        case .wait: break
        case .ping: sendFrame(.ping, [])
        case .giveUp: return close()
        }
        updateDeadline()
    }

    override func onClosed() {
        end(WebSocketClosing(.abnormal))
        stage = .over
        task?.cancel()
        server.closed(self)
    }

    // MARK: Closing

    /// Closes because the server stops, and tells the handler to return.
    func goAway() {
        beginClosing(WebSocketClosing(.goingAway, reason: "the server stops"))
        task?.cancel()
    }

    /// Says that we close and waits, for a time, for the client to say the same; does nothing the second time.
    func beginClosing(_ closing: WebSocketClosing) {
        guard case .open = stage, !isClosed else { return }
        sendClose(closing)
        end(closing)
        stage = .closing(since: loop.now)
        isInboxFull = false
        listen()
    }

    /// Ends the session: no message goes either way.
    private func end(_ closing: WebSocketClosing) {
        guard case .open = stage else { return }
        inbox.finish(closing)
        refuseWaiting(closing)
    }

    /// Ends the connection and tells the handler to return; what was sent still leaves, so that the client reads why.
    private func finish() {
        stage = .over
        received.removeAll()
        task?.cancel()
        lingerAndClose()
    }
}

/// From bytes to messages.
extension WebSocketConnection {
    /// Uses what could not be used before, and listens if there is reason to.
    private func listen() {
        guard !isClosed else { return }
        if !received.isEmpty { processReceived() }
        updateReading()
    }

    private func processReceived() {
        var taken = received.take()
        let used = taken.withBytes { process($0) }
        taken.consume(used)
        received = taken
    }

    /// Uses as many bytes as can be used now; returns how many.
    private func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count, !isPaused, !isOver {
            do throws(WebSocketFault) {
                guard let event = try reader.next(bytes, at: &position) else { break }
                take(event)
            } catch {
                fail(error)
            }
        }
        return isOver ? bytes.count : position
    }

    private var isOver: Bool {
        if case .over = stage { true } else { false }
    }

    /// Whether the client has to wait, for our handler or for its own reading: pongs are no way round the limit.
    private var isPaused: Bool {
        isInboxFull || pendingBytes > options.outgoingBytes
    }

    private func take(_ event: WebSocketReader.Event) {
        guard case .open = stage else {
            if case .close = event { finish() }
            return
        }
        switch event {
        case .message(let message): isInboxFull = !inbox.push(message)
        case .ping(let payload): sendFrame(.pong, payload)
        case .pong: break
        case .close(let closing):
            sendClose(closing)
            end(closing)
            finish()
        }
    }

    private func fail(_ fault: WebSocketFault) {
        if case .open = stage { sendClose(fault.closing) }
        end(fault.closing)
        finish()
    }
}

/// Who is waited for, and until when.
extension WebSocketConnection {
    private func updateReading() {
        guard !isOver else { return }
        if isPaused {
            stopReading()
        } else if !isReading {
            watch.heard(at: loop.now)
            startReading()
        }
        updateDeadline()
    }

    func updateDeadline() {
        guard !isClosed else { return }
        switch stage {
        case .open:
            updateWatch()
            deadline = watch.deadline(isListening: isReading)
        case .closing(let since):
            let backlog = pendingBytes > 0 ? server.limits.timeToLeave(pendingBytes) : .zero
            deadline = since + options.closeTimeout + backlog
        case .over: break
        }
    }

    private func updateWatch() {
        watch.note(sent: sentBytes, pending: pendingBytes, at: loop.now)
    }
}
