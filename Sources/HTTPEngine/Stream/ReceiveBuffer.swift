/// Bytes that have come but could not be used yet.
///
/// Owns no memory while empty, so that thousands of idle connections cost nothing.
public struct ReceiveBuffer {
    private var storage: [UInt8] = []
    private var start = 0

    public init() {}

    public var count: Int { storage.count - start }
    public var isEmpty: Bool { storage.isEmpty }

    /// Shows what waits, oldest first.
    ///
    /// When the body may come back to the owner of the buffer, ``take()`` it first: Swift forbids to change a buffer
    /// that is being looked at.
    public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(storage.span.extracting(droppingFirst: start))
    }

    /// Returns the content and leaves the buffer empty.
    public mutating func take() -> ReceiveBuffer {
        let taken = self
        self = ReceiveBuffer()
        return taken
    }

    public mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { storage.append(contentsOf: $0) }
    }

    /// Forgets the oldest bytes.
    public mutating func consume(_ count: Int) {
        start += count
        if start == storage.count {
            storage = []
            start = 0
        } else if start > storage.count / 2 {
            storage.removeFirst(start)
            start = 0
        }
    }

    public mutating func removeAll() {
        storage = []
        start = 0
    }
}
