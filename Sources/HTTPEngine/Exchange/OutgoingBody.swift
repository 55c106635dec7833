/// The framing of a body that is sent in chunks, and the promise of its length.
struct OutgoingBody {
    private var framing: BodyFraming

    init(_ framing: BodyFraming) {
        self.framing = framing
    }

    /// Puts a chunk behind what the writer holds; returns false when there are more bytes than promised.
    mutating func write(_ chunk: [UInt8], to writer: HeadWriter) -> Bool {
        switch framing {
        case .none:
            return chunk.isEmpty
        case .length(let remaining):
            guard chunk.count <= remaining else { return false }
            framing = .length(remaining - chunk.count)
            writer.write(chunk)
        case .chunked:
            // An empty chunk would end the body.
            guard !chunk.isEmpty else { return true }
            writer.write(String(chunk.count, radix: 16))
            writer.write("\r\n" as StaticString)
            writer.write(chunk)
            writer.write("\r\n" as StaticString)
        case .untilClose:
            writer.write(chunk)
        }
        return true
    }

    /// Puts the end of the body behind what the writer holds; returns false when there are fewer bytes than promised.
    func writeEnd(to writer: HeadWriter) -> Bool {
        switch framing {
        case .none, .untilClose: return true
        case .length(let remaining): return remaining == 0
        case .chunked:
            writer.write("0\r\n\r\n" as StaticString)
            return true
        }
    }
}
