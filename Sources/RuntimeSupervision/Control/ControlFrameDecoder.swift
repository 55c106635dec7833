/// Cuts the bytes that come from an engine into frames.
///
/// The code that runs in the engine could write to the socket, so nothing here is believed: a frame that is too long
/// or of no known type is an error, and its engine has to go.
struct ControlFrameDecoder {
    /// The longest payload that an engine may send, in bytes.
    ///
    /// Its log lines are cut far below this.
    static let maximumPayload = 1024 * 1024

    private var buffer: [UInt8] = []

    mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    }

    /// Returns the frames that are complete, oldest first.
    mutating func takeFrames() throws(ControlViolation) -> [ControlFrame] {
        var frames: [ControlFrame] = []
        var start = 0
        while buffer.count - start >= ControlFrame.headSize {
            let length = Int(integer(at: start))
            guard length <= Self.maximumPayload else { throw .frameTooLong(bytes: length) }
            guard let type = ControlFrame.Kind(rawValue: buffer[start + 4]) else {
                throw .unknownType(buffer[start + 4])
            }
            let payload = start + ControlFrame.headSize
            guard buffer.count - payload >= length else { break }
            let id = integer(at: start + 5)
            frames.append(ControlFrame(type, id: id, payload: Array(buffer[payload..<payload + length])))
            start = payload + length
        }
        if start > 0 { buffer.removeFirst(start) }
        return frames
    }

    private func integer(at index: Int) -> UInt32 {
        buffer[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
