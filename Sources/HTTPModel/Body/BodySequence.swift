import Synchronization

/// Bodies that are read one behind the other, by one reader.
final class BodySequence: Sendable {
    /// What is left, the next one last; `nil` while the reader is inside it.
    private let rest: Mutex<[HTTPBody.AsyncIterator]?>

    init(_ bodies: [HTTPBody]) {
        rest = Mutex(bodies.reversed().map { $0.makeAsyncIterator() })
    }

    @Sendable
    func next() async throws -> [UInt8]? {
        guard var bodies = rest.withLock({ $0.take() }) else { throw HTTPBody.ReadConcurrently() }
        defer { rest.withLock { [bodies] in $0 = bodies } }
        while var body = bodies.popLast() {
            if let chunk = try await body.next() {
                bodies.append(body)
                return chunk
            }
        }
        return nil
    }
}
