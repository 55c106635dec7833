import CUV

/// The handle through which other threads wake a loop.
final class WakeUp: LoopHandle {
    private let handle: UnsafeMutablePointer<uv_async_t>
    private unowned let loop: EventLoop
    private var isClosed = false

    init(loop: EventLoop) throws(LoopError) {
        self.loop = loop
        handle = .allocate(capacity: 1)
        let code = uv_async_init(loop.uv, handle) { handle in
            guard let handle else { return }
            Unmanaged<WakeUp>.fromOpaque(handle.pointee.data).takeUnretainedValue().loop.takeSubmissions()
        }
        guard code == 0 else {
            handle.deallocate()
            throw LoopError(operation: "open the wake-up of a loop", code: code)
        }
        handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
    }

    var signal: Signal { Signal(handle: handle) }

    /// The sending end.
    ///
    /// `uv_async_send` is the one call that libuv allows from any thread; the inbox that keeps this drops it, under its
    /// lock, before the handle is closed.
    struct Signal: @unchecked Sendable {
        fileprivate let handle: UnsafeMutablePointer<uv_async_t>

        func send() {
            uv_async_send(handle)
        }
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { handle in
            uv_close(handle) { handle in
                guard let handle else { return }
                Unmanaged<WakeUp>.fromOpaque(handle.pointee.data).release()
                UnsafeMutableRawPointer(handle).deallocate()
            }
        }
    }
}
