import CUV

/// A timer of one loop; see ``EventLoop/after(_:_:)`` and ``EventLoop/every(_:_:)``.
///
/// The loop keeps it alive until it has fired (one-shot) or is cancelled.
public final class LoopTimer: LoopHandle {
    private let handle: UnsafeMutablePointer<uv_timer_t>
    private var body: (() -> Void)?
    private let repeats: Bool

    /// A delay of zero fires in the next turn of the loop; `interval` nil makes it fire once.
    init(loop: EventLoop, delay: Duration, interval: Duration?, body: @escaping () -> Void) {
        handle = .allocate(capacity: 1)
        self.body = body
        repeats = interval != nil
        uv_timer_init(loop.uv, handle)
        handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
        let first = UInt64(max(0, delay.wholeMilliseconds))
        // libuv takes an interval of 0 for "once".
        let period = interval.map { UInt64(max(1, $0.wholeMilliseconds)) } ?? 0
        uv_timer_start(
            handle,
            { handle in
                guard let handle else { return }
                Unmanaged<LoopTimer>.fromOpaque(handle.pointee.data).takeUnretainedValue().fire()
            },
            first,
            period
        )
    }

    /// Stops the timer for good; its body is not called again.
    ///
    /// A second call does nothing.
    public func cancel() {
        close()
    }

    private func fire() {
        let body = self.body
        if !repeats { close() }
        body?()
    }

    func close() {
        guard body != nil else { return }
        body = nil
        UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { handle in
            uv_close(handle) { handle in
                guard let handle else { return }
                Unmanaged<LoopTimer>.fromOpaque(handle.pointee.data).release()
                UnsafeMutableRawPointer(handle).deallocate()
            }
        }
    }
}
