import HTTPEngine

/// Passes a chunked body on as it is, once it has proved well-formed, but for its trailers, which are dropped.
struct ChunkedRelay {
    private var decoder: ChunkedDecoder
    private var isPastLastChunk = false
    /// The payload so far, in bytes.
    private(set) var payloadBytes = 0

    init(limits: HTTPLimits) {
        decoder = ChunkedDecoder(limits: limits)
    }

    /// What to do with a piece that came.
    struct Step {
        /// The bytes to pass on.
        var forward: Range<Int>
        /// Whether the end of the body must be written for it: an empty line.
        var needsEnd = false
        var isComplete = false
    }

    /// Takes bytes up to the end of the body, at most, and moves the position behind them.
    mutating func relay(_ bytes: Span<UInt8>, at position: inout Int) throws(ChunkFault) -> Step {
        let start = position
        // Bytes after the last chunk are held back: they may be trailers.
        var end = isPastLastChunk ? start : nil
        while true {
            switch try decoder.next(bytes, at: &position) {
            case .payload(let range): payloadBytes += range.count
            case .lastChunk:
                isPastLastChunk = true
                end = position
            case .needsMore: return Step(forward: start..<(end ?? position))
            case .end:
                // Without trailers, and all at once, the end is passed on as it came.
                guard let kept = end, kept > start, position == kept + 2 else {
                    return Step(forward: start..<(end ?? position), needsEnd: true, isComplete: true)
                }
                return Step(forward: start..<position, isComplete: true)
            }
        }
    }

    /// Takes bytes up to the next payload or the end, for a receiver to whom chunks mean nothing.
    mutating func decode(_ bytes: Span<UInt8>, at position: inout Int) throws(ChunkFault) -> Step {
        while true {
            switch try decoder.next(bytes, at: &position) {
            case .payload(let range):
                payloadBytes += range.count
                return Step(forward: range)
            case .lastChunk: continue
            case .needsMore: return Step(forward: position..<position)
            case .end: return Step(forward: position..<position, isComplete: true)
            }
        }
    }
}
