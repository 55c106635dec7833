import FoundationEssentials

/// A listener's hold on its buffer, read as lines of JSON by one reader; when the last reference goes, nobody listens.
final class InvocationSubscription: Sendable {
    private let buffer: InvocationBuffer
    private let leave: @Sendable () -> Void

    init(to buffer: InvocationBuffer, leave: @escaping @Sendable () -> Void) {
        self.buffer = buffer
        self.leave = leave
    }

    deinit {
        leave()
    }

    /// Returns the next line or lines; `nil` when cancelled.
    @Sendable
    func next() async throws -> [UInt8]? {
        let lines = await buffer.next()
        guard !lines.isEmpty else { return nil }
        let encoder = JSONEncoder()
        return try lines.flatMap { Array(try encoder.encode($0)) + [UInt8(ascii: "\n")] }
    }
}
