/// The content of a message: nothing, bytes at hand, or chunks that come as the reader asks for them.
///
/// Bytes can be read again and again. A stream is read once: whoever asks gets the next chunk, and a second iteration
/// goes on where the first stopped. Nothing flows faster than the reader reads. Letting go of a stream that is not
/// read to its end tells its source that nobody will.
public struct HTTPBody: Sendable {
    /// Returns the next chunk, never an empty one; `nil` at the end, and from then on.
    public typealias Pull = @Sendable () async throws -> [UInt8]?

    enum Source {
        case bytes([UInt8])
        case stream(Pull)
    }

    let source: Source

    /// The number of bytes, if it is known before they are read.
    public let length: Int?

    public static let empty = HTTPBody.bytes([])

    public static func bytes(_ bytes: [UInt8]) -> HTTPBody {
        HTTPBody(source: .bytes(bytes), length: bytes.count)
    }

    public static func text(_ text: String) -> HTTPBody {
        .bytes(Array(text.utf8))
    }

    /// Makes a body of chunks that are pulled one at a time.
    ///
    /// `length`, where given, is a promise: a message whose chunks do not add up to it is cut off by the one who
    /// sends it.
    public static func stream(length: Int? = nil, _ pull: @escaping Pull) -> HTTPBody {
        HTTPBody(source: .stream(pull), length: length)
    }

    /// Makes a body of bodies, one behind the other.
    public static func concatenation(_ bodies: [HTTPBody]) -> HTTPBody {
        let sequence = BodySequence(bodies)
        let lengths = bodies.compactMap(\.length)
        let length = lengths.count == bodies.count ? lengths.reduce(0, +) : nil
        return .stream(length: length, sequence.next)
    }

    /// The bytes, if they are at hand.
    public var bytesAtHand: [UInt8]? {
        guard case .bytes(let bytes) = source else { return nil }
        return bytes
    }

    /// Returns all bytes that are left to read, if they are no more than the limit.
    ///
    /// - Throws: ``TooLarge`` as soon as there is one byte too many, or before the first if the length says so; and
    ///   whatever ends the stream early.
    public func collect(upTo limit: Int) async throws -> [UInt8] {
        if let length, length > limit { throw TooLarge(limit: limit) }
        if let bytesAtHand { return bytesAtHand }
        var collected: [UInt8] = []
        for try await chunk in self {
            guard chunk.count <= limit - collected.count else { throw TooLarge(limit: limit) }
            if collected.isEmpty { collected = chunk } else { collected += chunk }
        }
        return collected
    }

    /// A body had more bytes than its reader takes.
    public struct TooLarge: Error, Hashable {
        public let limit: Int

        public init(limit: Int) {
            self.limit = limit
        }
    }

    /// Two readers asked one stream at once, where neither could have made sense of what it got.
    public struct ReadConcurrently: Error, Hashable {
        public init() {}
    }
}

extension HTTPBody: AsyncSequence {
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        private var source: Source?

        init(_ source: Source) {
            self.source = source
        }

        public mutating func next() async throws -> [UInt8]? {
            switch source {
            case nil:
                return nil
            case .bytes(let bytes):
                source = nil
                return bytes.isEmpty ? nil : bytes
            case .stream(let pull):
                let chunk = try await pull()
                if chunk == nil { source = nil }
                return chunk
            }
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source)
    }
}
