import RuntimeSupervision
import Synchronization

/// The invocations that wait for one listener.
final class InvocationBuffer: Sendable {
    /// The bytes that may wait, about; what comes beyond is dropped and counted.
    static let maximumBytes = 4 << 20
    /// What an invocation takes besides its texts, in bytes.
    private static let fixedBytes = 256

    private let invocations: AsyncStream<InvocationMessage>
    private let continuation: AsyncStream<InvocationMessage>.Continuation
    private let waitingBytes = Atomic<Int>(0)
    private let dropped = Atomic<Int>(0)

    init() {
        // Bounded by bytes, of which every invocation has some.
        (invocations, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    func offer(_ invocation: InvocationMessage) {
        let size = Self.size(of: invocation.record)
        guard waitingBytes.load(ordering: .relaxed) + size <= Self.maximumBytes else {
            dropped.wrappingAdd(1, ordering: .relaxed)
            return
        }
        waitingBytes.wrappingAdd(size, ordering: .relaxed)
        continuation.yield(invocation)
    }

    /// Waits for the next invocation, behind what tells how many were dropped before; empty when cancelled.
    func next() async -> [InvocationLine] {
        var iterator = invocations.makeAsyncIterator()
        guard let invocation = await iterator.next() else { return [] }
        waitingBytes.wrappingSubtract(Self.size(of: invocation.record), ordering: .relaxed)
        let lost = dropped.exchange(0, ordering: .relaxed)
        return (lost == 0 ? [] : [.dropped(lost)]) + [.invocation(invocation)]
    }

    /// The bytes of an invocation's texts, and some.
    private static func size(of record: InvocationRecord) -> Int {
        var size = fixedBytes
        if case .request(let request) = record.event {
            size += request.url.utf8.count
            for header in request.headers { size += fixedBytes + header.name.utf8.count + header.value.utf8.count }
        }
        for log in record.logs { size += fixedBytes + log.text.utf8.count }
        for exception in record.exceptions {
            size += fixedBytes + exception.message.utf8.count + (exception.stack?.utf8.count ?? 0)
        }
        return size
    }
}
