import Glibc
import Synchronization

/// A thread that runs one ``EventLoop``, and the only way to reach that loop from elsewhere.
///
/// Everything that lives on the loop (streams, timers, parsers) is confined to the thread without locks. Other threads
/// hand it work with ``submit(_:)``; the work receives the loop. The thread runs until ``stop()``.
///
/// SIGPIPE is blocked on the thread. A child process spawned from loop code inherits that mask unless it is reset.
public final class LoopThread: Sendable {
    public typealias Work = @Sendable (EventLoop) -> Void

    /// The most pieces of work that may wait for the loop; more are refused.
    public static let submissionLimit = 65_536
    /// How often the deadlines of streams are looked at, unless `init` says otherwise.
    public static let defaultSweepInterval = Duration.milliseconds(250)

    public let name: String
    private let inbox = Mutex(Inbox())

    private struct Inbox {
        var work: [Work] = []
        var signal: WakeUp.Signal?
        var isStopping = false
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Starts the thread; throws when the system has no descriptors or threads left.
    public init(name: String, sweepInterval: Duration = LoopThread.defaultSweepInterval) throws(LoopError) {
        self.name = name
        let loop = try EventLoop(thread: self, sweepInterval: sweepInterval)
        let signal = try loop.openWakeUp()
        inbox.withLock { $0.signal = signal }
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(loop)
        let code = pthread_create(&thread, nil, { runLoop($0) }, retained.toOpaque())
        guard code == 0 else {
            retained.release()
            throw LoopError(operation: "start thread \(name)", code: code)
        }
        pthread_detach(thread)
    }

    /// Runs the work on the loop soon, in the order of submission; callable from any thread, also from the loop.
    ///
    /// Returns false, and never runs the work, when the loop is stopping or ``submissionLimit`` pieces are waiting.
    @discardableResult
    public func submit(_ work: @escaping Work) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.isStopping, inbox.work.count < Self.submissionLimit else { return false }
            inbox.work.append(work)
            // One signal per batch: the loop takes everything that waits.
            if inbox.work.count == 1 { inbox.signal?.send() }
            return true
        }
    }

    /// Asks the loop to end: accepted work still runs, then all handles are closed at once.
    ///
    /// Does not wait.
    public func stop() {
        inbox.withLock { inbox in
            guard !inbox.isStopping else { return }
            inbox.isStopping = true
            inbox.signal?.send()
        }
    }

    /// Waits until the loop has ended; returns at once when it already has.
    public func stopped() async {
        await withCheckedContinuation { continuation in
            let hasEnded = inbox.withLock { inbox in
                if !inbox.hasEnded { inbox.waiters.append(continuation) }
                return inbox.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Runs what waits; returns whether the loop shall end now.
    func drain(on loop: EventLoop) -> Bool {
        let (work, isStopping) = inbox.withLock { inbox in
            defer { inbox.work = [] }
            return (inbox.work, inbox.isStopping)
        }
        for piece in work { piece(loop) }
        return isStopping
    }

    /// Forgets the wake-up handle before the loop closes it.
    func retireWakeUp() {
        inbox.withLock { $0.signal = nil }
    }

    fileprivate func end() {
        let waiters = inbox.withLock { inbox in
            inbox.hasEnded = true
            defer { inbox.waiters = [] }
            return inbox.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// The body of the thread; takes over the reference to the loop that `init` retained.
private func runLoop(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let loop = Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue()
    let thread = loop.thread
    nameCurrentThread(thread.name)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    loop.run()
    thread.end()
    return nil
}

/// Shows the name (its first 15 bytes) in `top` and debuggers.
///
/// `pthread_setname_np` is a GNU extension that Swift's Glibc module does not offer.
private func nameCurrentThread(_ name: String) {
    let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    let bytes = Array(name.utf8.prefix(15))
    write(descriptor, bytes, bytes.count)
    close(descriptor)
}
