import Synchronization

/// A client's hold on its loop, and the way to its pool there.
///
/// It is shared by the client and by the bodies of its responses; with the last of them goes the thread, if the client
/// started it.
final class LoopLease: Sendable {
    let thread: LoopThread
    private let isOwned: Bool
    private let current = Mutex<LoopBound<ClientPool>?>(nil)

    init(_ thread: LoopThread, isOwned: Bool) {
        self.thread = thread
        self.isOwned = isOwned
    }

    deinit {
        if isOwned { thread.stop() }
    }

    /// Returns the pool, which is made at the first call.
    ///
    /// Every caller is on the same loop.
    func pool(on loop: EventLoop, limits: ClientLimits) -> ClientPool {
        if let pool = current.withLock({ $0 }) { return pool.value(on: loop) }
        let pool = ClientPool(on: loop, limits: limits)
        let bound = LoopBound(pool, on: loop)
        current.withLock { $0 = bound }
        return pool
    }
}
