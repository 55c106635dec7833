public import Synchronization

/// A Unix socket that takes requests, shared between whoever supervises it and the loops that send them.
///
/// A sender increments ``inFlight``, then looks at ``isDraining``, and if that is set decrements again and goes
/// elsewhere. So a supervisor that sets ``isDraining`` and then finds ``inFlight`` at zero knows that no request is
/// under way and none will come. All three are accessed sequentially consistently.
public final class UpstreamEndpoint: Sendable {
    /// Unique within the process, for pools of connections; a path may come to be used again.
    public let id: UInt64
    public let path: String
    /// Requests under way.
    public let inFlight = Atomic<Int>(0)
    /// When a request last began or ended, in milliseconds of the monotonic clock.
    public let lastUsed: Atomic<Int64>
    public let isDraining = Atomic<Bool>(false)

    public init(id: UInt64, path: String, now: Int64) {
        self.id = id
        self.path = path
        lastUsed = Atomic(now)
    }
}
