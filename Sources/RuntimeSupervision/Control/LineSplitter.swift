/// Cuts text that comes in pieces into lines.
struct LineSplitter {
    /// A longer line is cut here, in bytes, and goes on as another.
    static let maximumLength = 8 * 1024

    private var rest: [UInt8] = []

    /// Returns the lines that are complete, without their ends; empty ones are left out.
    mutating func append(_ bytes: Span<UInt8>) -> [String] {
        var lines: [String] = []
        for index in bytes.indices {
            let byte = bytes[index]
            if byte != UInt8(ascii: "\n") { rest.append(byte) }
            if byte == UInt8(ascii: "\n") || rest.count == Self.maximumLength { lines += finish() }
        }
        return lines
    }

    /// Returns what has come since the last line's end, if anything.
    mutating func finish() -> [String] {
        defer { rest.removeAll(keepingCapacity: true) }
        return rest.isEmpty ? [] : [String(decoding: rest, as: UTF8.self)]
    }
}
