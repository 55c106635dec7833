import FoundationEssentials
import NativeWire
import Synchronization

/// One listener's bounded buffer of events, read as lines of JSON by one reader.
final class TailSubscription: Sendable {
    private let events: AsyncStream<WireTailEvent>
    private let continuation: AsyncStream<WireTailEvent>.Continuation
    private let dropped = Atomic<Int>(0)

    init(capacity: Int) {
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
    }

    func offer(_ event: WireTailEvent) {
        if case .dropped = continuation.yield(event) { dropped.wrappingAdd(1, ordering: .relaxed) }
    }

    /// Returns the next event's line, behind a line that tells how many were lost before it; `nil` when cancelled.
    @Sendable
    func next() async throws -> [UInt8]? {
        var iterator = events.makeAsyncIterator()
        guard let event = await iterator.next() else { return nil }
        let lost = dropped.exchange(0, ordering: .relaxed)
        return lost == 0 ? try line(event) : try line(loss(of: lost, before: event)) + line(event)
    }

    private func loss(of count: Int, before event: WireTailEvent) -> WireTailEvent {
        WireTailEvent(
            at: event.at,
            workload: event.workload,
            version: event.version,
            requestId: nil,
            kind: "dropped",
            level: "warn",
            message: "\(count) events were dropped because they were not read fast enough",
            stack: nil
        )
    }

    private func line(_ event: WireTailEvent) throws -> [UInt8] {
        Array(try JSONEncoder().encode(event)) + [UInt8(ascii: "\n")]
    }
}
