/// How many durations fell into each of the fixed latency buckets.
///
/// A plain value without a lock: an event loop keeps its own, and the reader adds them up.
public struct LatencyBuckets: Sendable, Hashable {
    /// The upper bounds of the buckets, inclusive; a last bucket takes what is longer.
    public static let bounds: [Duration] = [
        .microseconds(500), .milliseconds(1), .microseconds(2500), .milliseconds(5), .milliseconds(10),
        .milliseconds(25), .milliseconds(50), .milliseconds(100), .milliseconds(250), .milliseconds(500),
        .seconds(1), .milliseconds(2500), .seconds(5), .seconds(10), .seconds(30),
    ]

    private static let boundsInNanoseconds = bounds.map { Int64($0 / .nanoseconds(1)) }

    /// One count per bound and one for the rest.
    public private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    public private(set) var sumNanoseconds: Int64 = 0

    public init() {}

    public var count: Int { counts.reduce(0, +) }

    public mutating func record(nanoseconds: Int64) {
        let index = Self.boundsInNanoseconds.firstIndex { nanoseconds <= $0 } ?? Self.bounds.count
        counts[index] += 1
        sumNanoseconds &+= nanoseconds
    }

    public mutating func add(_ other: LatencyBuckets) {
        for index in counts.indices {
            counts[index] += other.counts[index]
        }
        sumNanoseconds &+= other.sumNanoseconds
    }
}
