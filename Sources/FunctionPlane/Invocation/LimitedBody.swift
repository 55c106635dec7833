import HTTPModel
import Synchronization

/// A body that breaks off at one byte too many.
final class LimitedBody: Sendable {
    private let source: HTTPBody
    private let limit: Int
    private let state: Mutex<State>

    private struct State {
        var iterator: HTTPBody.AsyncIterator?
        var count = 0
        var isExceeded = false
    }

    init(_ source: HTTPBody, limit: Int) {
        self.source = source
        self.limit = limit
        state = Mutex(State(iterator: source.makeAsyncIterator()))
    }

    /// Whether there was a byte too many.
    var isExceeded: Bool { state.withLock { $0.isExceeded } }

    /// The body, to be read once.
    var body: HTTPBody {
        if let bytes = source.bytesAtHand { return .bytes(bytes) }
        return .stream(length: source.length) { [self] in try await next() }
    }

    private func next() async throws -> [UInt8]? {
        guard var iterator = state.withLock({ $0.iterator.take() }) else { throw HTTPBody.ReadConcurrently() }
        let chunk = try await iterator.next()
        let isTooMuch = state.withLock { [iterator] state in
            state.iterator = iterator
            state.count += chunk?.count ?? 0
            state.isExceeded = state.count > limit
            return state.isExceeded
        }
        if isTooMuch { throw HTTPBody.TooLarge(limit: limit) }
        return chunk
    }
}
