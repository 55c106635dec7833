import Synchronization

/// The bounded buffer between the writer and the reader of a streamed body.
///
/// One reader and one suspended writer at a time. Everything is decided under the lock; continuations and the demand
/// hook run after it is released.
final class BodyPipe: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var ending: Result<Void, any Error>?
        var isAbandoned = false
        var hasReader = false
        var reader: CheckedContinuation<[UInt8]?, any Error>?
        var writer: CheckedContinuation<Void, any Error>?
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let onDemand: @Sendable (HTTPBodyWriter.Demand) -> Void

    init(capacity: Int, onDemand: @escaping @Sendable (HTTPBodyWriter.Demand) -> Void) {
        precondition(capacity > 0, "a pipe needs room")
        self.capacity = capacity
        self.onDemand = onDemand
    }

    // MARK: The writer's end

    func push(_ chunk: [UInt8]) -> HTTPBodyWriter.Room {
        guard !chunk.isEmpty else { return room }
        let (reader, room) = state.withLock { state in
            guard !state.isAbandoned, state.ending == nil else {
                return (nil as CheckedContinuation<[UInt8]?, any Error>?, HTTPBodyWriter.Room.abandoned)
            }
            if let reader = state.reader.take() { return (reader, .more) }
            if state.buffer.isEmpty { state.buffer = chunk } else { state.buffer += chunk }
            return (nil, state.buffer.count < capacity ? .more : .full)
        }
        reader?.resume(returning: chunk)
        return room
    }

    private var room: HTTPBodyWriter.Room {
        state.withLock { state in
            if state.isAbandoned || state.ending != nil { return .abandoned }
            return state.buffer.count < capacity ? .more : .full
        }
    }

    func finish(_ ending: Result<Void, any Error>) {
        let (reader, writer) = state.withLock { state in
            guard state.ending == nil else { return (state.reader.take(), state.writer.take()) }
            state.ending = ending
            // Bytes on a broken stream are worth nothing: the reader should learn of it at once.
            if case .failure = ending { state.buffer = [] }
            return (state.reader.take(), state.writer.take())
        }
        reader?.resume(with: ending.map { nil })
        writer?.resume(throwing: HTTPBodyWriter.Abandoned())
    }

    /// Returns when the reader has taken what fills the buffer.
    func waitForRoom() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isAbandoned || state.ending != nil { return .failure(HTTPBodyWriter.Abandoned()) }
                    if state.buffer.count < capacity { return .success(()) }
                    precondition(state.writer == nil, "two writers on one body")
                    state.writer = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            state.withLock { $0.writer.take() }?.resume(throwing: CancellationError())
        }
    }

    // MARK: The reader's end

    func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                read(with: continuation)
            }
        } onCancel: {
            state.withLock { $0.reader.take() }?.resume(throwing: CancellationError())
        }
    }

    private func read(with continuation: CheckedContinuation<[UInt8]?, any Error>) {
        var writer: CheckedContinuation<Void, any Error>?
        var demand: HTTPBodyWriter.Demand?
        let outcome: Result<[UInt8]?, any Error>? = state.withLock { state in
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.reader != nil { return .failure(HTTPBody.ReadConcurrently()) }
            if !state.hasReader {
                state.hasReader = true
                demand = .started
            }
            if !state.buffer.isEmpty {
                if state.buffer.count >= capacity, state.ending == nil {
                    writer = state.writer.take()
                    demand = .room
                }
                defer { state.buffer = [] }
                return .success(state.buffer)
            }
            if let ending = state.ending { return ending.map { nil } }
            state.reader = continuation
            return nil
        }
        if let demand { onDemand(demand) }
        writer?.resume()
        if let outcome { continuation.resume(with: outcome) }
    }

    func abandon() {
        let (wasOpen, writer) = state.withLock { state in
            defer {
                state.isAbandoned = true
                state.buffer = []
            }
            return (!state.isAbandoned && state.ending == nil, state.writer.take())
        }
        writer?.resume(throwing: HTTPBodyWriter.Abandoned())
        if wasOpen { onDemand(.abandoned) }
    }

    /// The reader's hold on the pipe: when the last copy of the body is gone, nobody reads any more.
    final class Reader: Sendable {
        private let pipe: BodyPipe

        init(_ pipe: BodyPipe) {
            self.pipe = pipe
        }

        @Sendable
        func next() async throws -> [UInt8]? {
            try await pipe.next()
        }

        deinit {
            pipe.abandon()
        }
    }
}
