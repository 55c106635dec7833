import CUV

/// One libuv loop, as code on its own thread sees it: time, timers, and the streams that live on it.
///
/// Not `Sendable` on purpose: it is handed to work submitted to its ``LoopThread``, and whoever holds it is on that
/// thread. Bodies of timers and hooks of streams run on it too, one at a time, and must not block.
public final class EventLoop {
    /// The way to this loop from other threads.
    public let thread: LoopThread
    /// The bytes that one read can bring.
    ///
    /// One slab serves all streams of the loop: idle connections own no buffer.
    public static let readSlabSize = 65_536

    let uv: UnsafeMutablePointer<uv_loop_t>
    private(set) var isStopping = false
    private let slab: UnsafeMutableRawPointer
    private let sweepInterval: Duration
    private var streams: [ByteStream] = []
    private var wakeUp: WakeUp?

    init(thread: LoopThread, sweepInterval: Duration) throws(LoopError) {
        self.thread = thread
        self.sweepInterval = sweepInterval
        uv = .allocate(capacity: 1)
        slab = .allocate(byteCount: Self.readSlabSize, alignment: 64)
        let code = uv_loop_init(uv)
        guard code == 0 else {
            uv.deallocate()
            slab.deallocate()
            throw LoopError(operation: "open an event loop", code: code)
        }
        uv.pointee.data = slab
    }

    deinit {
        uv_loop_close(uv)
        uv.deallocate()
        slab.deallocate()
    }

    /// The moment at which this turn of the loop began.
    public var now: LoopInstant {
        LoopInstant(milliseconds: Int64(truncatingIfNeeded: uv_now(uv)))
    }

    /// The monotonic clock in nanoseconds, read afresh: for measuring, where ``now`` is too coarse.
    public static var preciseNanoseconds: UInt64 { uv_hrtime() }

    /// Calls the body once after the delay (rounded up to milliseconds; zero means the next turn).
    @discardableResult
    public func after(_ delay: Duration, _ body: @escaping () -> Void) -> LoopTimer {
        LoopTimer(loop: self, delay: delay, interval: nil, body: body)
    }

    /// Calls the body at that interval, first after one interval, until the timer is cancelled.
    @discardableResult
    public func every(_ interval: Duration, _ body: @escaping () -> Void) -> LoopTimer {
        LoopTimer(loop: self, delay: interval, interval: interval, body: body)
    }

    /// Returns the way by which other threads wake the loop.
    func openWakeUp() throws(LoopError) -> WakeUp.Signal {
        let opened = try WakeUp(loop: self)
        wakeUp = opened
        return opened.signal
    }

    /// Runs until stopped; returns once every handle is closed.
    func run() {
        every(sweepInterval) { [unowned self] in sweep() }
        uv_run(uv, UV_RUN_DEFAULT)
    }

    /// Runs what other threads have submitted, and ends the loop when they asked for that.
    func takeSubmissions() {
        guard thread.drain(on: self), !isStopping else { return }
        isStopping = true
        thread.retireWakeUp()
        uv_walk(
            uv,
            { handle, _ in
                guard let data = handle?.pointee.data else { return }
                (Unmanaged<AnyObject>.fromOpaque(data).takeUnretainedValue() as? any LoopHandle)?.close()
            },
            nil
        )
    }
}

/// The streams of the loop, so that their deadlines can be swept.
extension EventLoop {
    func add(_ stream: ByteStream) {
        stream.position = streams.count
        streams.append(stream)
    }

    func remove(_ stream: ByteStream) {
        let last = streams.removeLast()
        guard last !== stream else { return }
        last.position = stream.position
        streams[stream.position] = last
    }

    /// Tells the streams whose deadline has passed.
    ///
    /// A hook may close any stream meanwhile: one that thereby moves past the sweep is seen by the next.
    private func sweep() {
        let now = self.now
        var index = streams.count
        while index > 0 {
            index -= 1
            guard index < streams.count else { continue }
            let stream = streams[index]
            if stream.deadline < now { stream.expire() }
        }
    }
}
