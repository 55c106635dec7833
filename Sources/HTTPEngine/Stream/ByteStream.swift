import CUV
import Glibc

/// A TCP or Unix stream that lives on one loop.
///
/// Subclass it and override the hooks. Hooks run on the loop, never from within a call to `send` or `startReading`;
/// only ``onClosed()`` runs inside ``close()``. The loop keeps an open stream alive.
open class ByteStream: LoopHandle {
    /// Above this many unsent bytes a well-behaved producer pauses until ``onDrained()``.
    public static let highWater = 262_144
    /// How long a lingering close waits for the peer to take the last bytes.
    public static let lingerTime = Duration.seconds(2)

    public let loop: EventLoop
    /// When ``onTimeout()`` is called, late by at most the loop's sweep interval.
    public final var deadline = LoopInstant.never
    /// The bytes given to `send` that the system has not taken yet.
    public final private(set) var pendingBytes = 0
    public final private(set) var isReading = false
    public final var isClosed: Bool { phase == .closed }
    /// Where the loop keeps the stream.
    final var position = 0

    private final let handle: UnsafeMutablePointer<uv_stream_t>
    private final var phase = Phase.open

    private enum Phase {
        case open
        /// Closes when everything is sent.
        case flushing
        /// As `flushing`, but then waits for the peer's close, discarding what it still sends.
        case lingering
        case closed
    }

    /// Adopts the socket; reads nothing until ``startReading()``.
    public init(_ handle: consuming StreamHandle, on loop: EventLoop) {
        self.loop = loop
        self.handle = handle.adopt()
        self.handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
        loop.add(self)
    }

    /// Bytes have come; they are gone when the hook returns.
    open func onData(_ bytes: Span<UInt8>) {}
    /// A TCP connection opened by us stands now.
    ///
    /// Not called for sockets that were connected from the start.
    open func onConnected() {}
    /// Nothing more will come; called at most once.
    ///
    /// Closes the stream unless overridden.
    open func onEnd(_ end: StreamEnd) { close() }
    /// Everything sent so far was taken by the system, after some of it had to wait.
    open func onDrained() {}
    /// The deadline has passed; it is reset to `never` before the call.
    ///
    /// Closes the stream unless overridden.
    open func onTimeout() { close() }
    /// The stream is closed; called exactly once, whoever closed it.
    open func onClosed() {}

    /// Begins, or goes on, to deliver bytes; repeating it is harmless.
    public final func startReading() {
        guard phase == .open || phase == .lingering, !isReading else { return }
        isReading = true
        uv_read_start(
            handle,
            { handle, _, buffer in
                guard let handle, let slab = handle.pointee.loop.pointee.data else { return }
                buffer?.pointee = uv_buf_init(
                    slab.assumingMemoryBound(to: CChar.self),
                    UInt32(EventLoop.readSlabSize)
                )
            },
            { handle, count, buffer in
                guard let handle, let stream = ByteStream.owner(of: handle) else { return }
                stream.received(count: count, base: buffer?.pointee.base)
            }
        )
    }

    /// Stops delivering: the peer will notice by its socket filling up.
    ///
    /// A peer that closes goes unnoticed meanwhile.
    public final func stopReading() {
        guard phase != .closed, isReading else { return }
        isReading = false
        uv_read_stop(handle)
    }

    /// Closes once everything sent is with the system.
    ///
    /// No hook but ``onClosed()`` is called any more.
    public final func closeAfterFlush() {
        guard phase == .open else { return }
        stopReading()
        guard pendingBytes > 0 else { return close() }
        phase = .flushing
    }

    /// Closes as ``closeAfterFlush()`` does, but first lets a peer that is still sending read our last words: closing a
    /// socket with unread bytes would reset the connection and destroy them.
    ///
    /// Bounded by ``lingerTime``.
    public final func lingerAndClose() {
        guard phase == .open else { return }
        phase = .lingering
        deadline = loop.now + Self.lingerTime
        if pendingBytes == 0 { finishSending() }
        startReading()
    }

    /// Closes at once, dropping what was not sent.
    public final func close() {
        guard phase != .closed else { return }
        phase = .closed
        isReading = false
        loop.remove(self)
        onClosed()
        UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { handle in
            uv_close(handle) { handle in
                guard let handle else { return }
                Unmanaged<ByteStream>.fromOpaque(handle.pointee.data).release()
                UnsafeMutableRawPointer(handle).deallocate()
            }
        }
    }

    /// Gives the socket up for another stream of the same loop to adopt.
    ///
    /// This one is closed from then on, but for its ``onClosed()``, which is not called. Only while the stream is open
    /// and nothing is pending: the system reports an earlier write to whoever has the socket by then. Not from within
    /// a hook.
    final func detach() -> StreamHandle {
        precondition(phase == .open && pendingBytes == 0, "only a quiet stream can be given up")
        stopReading()
        phase = .closed
        loop.remove(self)
        Unmanaged.passUnretained(self).release()
        return StreamHandle(handle)
    }

    /// The other end's address, asked of the system each time; nil when the connection is gone.
    public final var peerAddress: SocketAddress? {
        guard phase != .closed, handle.pointee.type == UV_TCP else { return nil }
        return RawSocketAddress.peer(of: handle)?.address
    }
}

/// Sending.
extension ByteStream {
    /// Sends the bytes in order after all earlier ones; nothing is sent once the stream is closing.
    ///
    /// What the system takes at once is not copied. The rest is, without a limit of its own: pause at ``highWater``.
    public final func send(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { transmit($0, UnsafeBufferPointer(start: nil, count: 0)) }
    }

    /// Sends two pieces with one system call, such as a head and the first bytes of a body.
    public final func send(_ first: Span<UInt8>, _ second: Span<UInt8>) {
        first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in transmit(first, second) }
        }
    }

    public final func send(_ text: StaticString) {
        text.withUTF8Buffer { transmit($0, UnsafeBufferPointer(start: nil, count: 0)) }
    }

    private final func transmit(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) {
        guard phase == .open, first.count + second.count > 0 else { return }
        var sent = 0
        if pendingBytes == 0 {
            sent = tryWrite(first, second)
            if sent == first.count + second.count { return }
        }
        let rest = PendingWrite.make(first, second, skipping: sent)
        pendingBytes += rest.byteCount
        let code = rest.submit(to: handle) { request, status in
            guard let request else { return }
            let write = PendingWrite(request)
            ByteStream.owner(of: request.pointee.handle)?.wrote(write.byteCount, status: status)
            write.free()
        }
        precondition(code == 0, "libuv refuses a write only on a handle that is not an open stream")
    }

    /// Returns how many bytes the system took at once.
    ///
    /// An error counts as none: the queued write will report it.
    private final func tryWrite(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
        withUnsafeTemporaryAllocation(of: uv_buf_t.self, capacity: 2) { vectors in
            vectors.initializeElement(at: 0, to: Self.vector(first))
            vectors.initializeElement(at: 1, to: Self.vector(second))
            return max(0, Int(uv_try_write(handle, vectors.baseAddress, second.isEmpty ? 1 : 2)))
        }
    }

    private static func vector(_ bytes: UnsafeBufferPointer<UInt8>) -> uv_buf_t {
        let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        return uv_buf_init(base?.assumingMemoryBound(to: CChar.self), UInt32(bytes.count))
    }

    private final func wrote(_ count: Int, status: Int32) {
        pendingBytes -= count
        guard phase != .closed else { return }
        if status < 0 { return end(.failed(code: -status)) }
        guard pendingBytes == 0 else { return }
        switch phase {
        case .open: onDrained()
        case .flushing: close()
        case .lingering: finishSending()
        case .closed: break
        }
    }

    /// Tells the peer that no more will come from us; only when nothing is pending.
    final func finishSending() {
        var descriptor: Int32 = -1
        let code = UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) {
            uv_fileno($0, &descriptor)
        }
        if code == 0 { shutdown(descriptor, Int32(SHUT_WR)) }
    }
}

/// What libuv and the loop report.
extension ByteStream {
    fileprivate static func owner(of handle: UnsafeMutablePointer<uv_stream_t>) -> ByteStream? {
        guard let data = handle.pointee.data else { return nil }
        return Unmanaged<ByteStream>.fromOpaque(data).takeUnretainedValue()
    }

    static func connected(_ handle: UnsafeMutablePointer<uv_stream_t>, status: Int32) {
        guard let stream = owner(of: handle), stream.phase != .closed else { return }
        if status < 0 { stream.end(.failed(code: -status)) } else { stream.onConnected() }
    }

    /// Called by the loop's sweep when the deadline has passed.
    final func expire() {
        deadline = .never
        if phase == .open { onTimeout() } else { close() }
    }

    private final func received(count: Int, base: UnsafeMutablePointer<CChar>?) {
        guard phase != .closed, count != 0 else { return }
        guard count > 0 else {
            let end = count == Int(UV_EOF.rawValue) ? StreamEnd.closedByPeer : .failed(code: Int32(-count))
            return self.end(end)
        }
        guard phase == .open, isReading, let base else { return }
        let bytes = UnsafeRawBufferPointer(start: base, count: count).assumingMemoryBound(to: UInt8.self)
        onData(bytes.span)
    }

    private final func end(_ end: StreamEnd) {
        stopReading()
        if phase == .open { onEnd(end) } else { close() }
    }
}
