import Synchronization

/// A distribution of durations over fixed latency buckets, recorded from any thread.
public final class Histogram: Sendable {
    private let buckets = Mutex(LatencyBuckets())

    public init() {}

    public var value: LatencyBuckets { buckets.withLock { $0 } }

    public func record(_ duration: Duration) {
        buckets.withLock { $0.record(nanoseconds: Int64(duration / .nanoseconds(1))) }
    }
}
