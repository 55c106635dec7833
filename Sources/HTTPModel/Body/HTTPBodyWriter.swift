/// The writing end of a streamed body.
///
/// It works for tasks, which ``write(_:)`` suspends while the reader is behind, and for event loops, which
/// ``push(_:)`` and learn through the demand hook when to stop and go on. Letting go of a writer that did not
/// ``finish()`` breaks the body, so that a reader never takes a part for the whole.
public final class HTTPBodyWriter: Sendable {
    /// The bytes a pipe holds, unless its maker says otherwise, before its writer has to wait.
    public static let standardCapacity = 64 * 1024

    /// What the reader's side wants.
    ///
    /// The hook is called from any thread, outside of all locks.
    public enum Demand: Sendable, Hashable {
        /// The reader asked for the first time; also the moment to send `100 Continue`.
        case started
        /// The buffer was full and is empty again.
        case room
        /// Nobody will read any more.
        case abandoned
    }

    /// What became of pushed bytes.
    public enum Room: Sendable, Hashable {
        case more
        /// They are kept, but push no more before the hook says ``Demand/room``.
        case full
        /// Nobody reads them.
        case abandoned
    }

    /// The reader is gone, or the body was finished already.
    public struct Abandoned: Error, Hashable {}

    /// The writer went away in the middle of the body.
    public struct BrokenOff: Error, Hashable {}

    private let pipe: BodyPipe

    init(_ pipe: BodyPipe) {
        self.pipe = pipe
    }

    deinit {
        pipe.finish(.failure(BrokenOff()))
    }

    /// Hands bytes to the reader and returns when there is room for more.
    ///
    /// - Throws: ``Abandoned`` when nobody reads, `CancellationError` when the task is cancelled.
    public func write(_ chunk: [UInt8]) async throws {
        switch pipe.push(chunk) {
        case .more: return
        case .full: try await pipe.waitForRoom()
        case .abandoned: throw Abandoned()
        }
    }

    /// Hands bytes to the reader without waiting.
    public func push(_ chunk: [UInt8]) -> Room {
        pipe.push(chunk)
    }

    /// Ends the body; what was written before is still read.
    public func finish() {
        pipe.finish(.success(()))
    }

    /// Breaks the body; the reader gets the error instead of what it did not read yet.
    public func fail(_ error: any Error) {
        pipe.finish(.failure(error))
    }
}

extension HTTPBody {
    /// Makes a body and the end to write it by.
    public static func pipe(
        length: Int? = nil,
        capacity: Int = HTTPBodyWriter.standardCapacity,
        onDemand: @escaping @Sendable (HTTPBodyWriter.Demand) -> Void = { _ in }
    ) -> (writer: HTTPBodyWriter, body: HTTPBody) {
        let pipe = BodyPipe(capacity: capacity, onDemand: onDemand)
        return (HTTPBodyWriter(pipe), .stream(length: length, BodyPipe.Reader(pipe).next))
    }
}
