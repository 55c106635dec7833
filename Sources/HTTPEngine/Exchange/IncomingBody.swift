import HTTPModel

/// A body that arrives: takes the framing off and hands the payload to whoever reads the ``HTTPBody``.
struct IncomingBody {
    enum Fault: Error, Hashable {
        case framing(ChunkFault)
        case tooLarge(limit: Int)
    }

    /// What became of the bytes of one call.
    struct Progress {
        /// The bytes that belong to the body; what follows is the next message's.
        let used: Int
        let room: HTTPBodyWriter.Room
    }

    private(set) var isComplete = false
    /// The payload that came since nobody reads it any more.
    private(set) var discardedBytes = 0
    private var framing: BodyFraming
    private var decoder: ChunkedDecoder
    private var payloadBytes = 0
    private let payloadLimit: Int
    private var writer: HTTPBodyWriter?

    init(_ framing: BodyFraming, limits: HTTPLimits, payloadLimit: Int, to writer: HTTPBodyWriter) {
        self.framing = framing
        self.payloadLimit = payloadLimit
        self.writer = writer
        decoder = ChunkedDecoder(limits: limits)
    }

    /// The bytes still to come, if that is known.
    var remainingBytes: Int? {
        switch framing {
        case .none: 0
        case .length(let remaining): remaining
        case .chunked, .untilClose: nil
        }
    }

    mutating func receive(_ bytes: Span<UInt8>) throws(Fault) -> Progress {
        switch framing {
        case .none:
            return Progress(used: 0, room: .more)
        case .length(let remaining):
            let count = min(remaining, bytes.count)
            let room = try push(bytes.extracting(first: count).copied())
            framing = .length(remaining - count)
            if count == remaining { end() }
            return Progress(used: count, room: room)
        case .untilClose:
            return Progress(used: bytes.count, room: try push(bytes.copied()))
        case .chunked:
            return try receiveChunks(bytes)
        }
    }

    /// Ends a body that ends with its connection; returns whether this is such a one.
    mutating func connectionEnded() -> Bool {
        guard framing == .untilClose else { return false }
        end()
        return true
    }

    /// Gives the reader the error instead of the rest.
    mutating func fail(_ error: any Error) {
        writer?.fail(error)
        writer = nil
    }

    /// Reads what is left for nobody.
    mutating func discardRest() {
        writer = nil
    }

    private mutating func receiveChunks(_ bytes: Span<UInt8>) throws(Fault) -> Progress {
        var position = 0
        var payload: [UInt8] = []
        events: while true {
            switch try nextEvent(bytes, at: &position) {
            case .payload(let range):
                bytes.extracting(range).withUnsafeBufferPointer { payload.append(contentsOf: $0) }
            case .lastChunk: continue
            case .needsMore, .end: break events
            }
        }
        let room = try push(payload)
        if position < bytes.count || isAtEnd { end() }
        return Progress(used: position, room: room)
    }

    /// Whether the decoder has seen the whole body.
    private var isAtEnd = false

    private mutating func nextEvent(
        _ bytes: Span<UInt8>,
        at position: inout Int
    ) throws(Fault) -> ChunkedDecoder.Event {
        do {
            let event = try decoder.next(bytes, at: &position)
            if event == .end { isAtEnd = true }
            return event
        } catch {
            throw .framing(error)
        }
    }

    private mutating func push(_ payload: [UInt8]) throws(Fault) -> HTTPBodyWriter.Room {
        payloadBytes += payload.count
        guard payloadBytes <= payloadLimit else { throw .tooLarge(limit: payloadLimit) }
        let room = writer?.push(payload) ?? .abandoned
        if room == .abandoned { discardedBytes += payload.count }
        return room
    }

    private mutating func end() {
        isComplete = true
        writer?.finish()
        writer = nil
    }
}

extension Span<UInt8> {
    func copied() -> [UInt8] {
        withUnsafeBufferPointer { Array($0) }
    }
}
