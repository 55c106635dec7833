/// Cuts a stream of bytes into lines.
struct LineBuffer: Sendable {
    /// The longest line in bytes; what is beyond it is dropped.
    static let maximumLine = 1 << 20

    private var rest: [UInt8] = []

    /// Takes a chunk and returns the lines that it completes, without line feeds and without empty ones.
    mutating func add(_ chunk: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for (index, part) in chunk.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if index > 0 {
                if !rest.isEmpty { lines.append(rest) }
                rest = []
            }
            rest += part.prefix(Self.maximumLine - rest.count)
        }
        return lines
    }
}
