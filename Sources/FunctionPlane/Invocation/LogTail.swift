/// The last lines of one call.
struct LogTail: Sendable {
    /// What a caller gets of them at most, in bytes.
    static let byteLimit = 4_096

    private var lines: [String] = []
    private var byteCount = 0
    private var first = 0

    mutating func append(_ line: String) {
        lines.append(line)
        byteCount += line.utf8.count + 1
        while lines.count - first > 1, byteCount - lines[first].utf8.count - 1 >= Self.byteLimit {
            byteCount -= lines[first].utf8.count + 1
            first += 1
        }
        if first > 1_024 {
            lines.removeFirst(first)
            first = 0
        }
    }

    /// The last ``byteLimit`` bytes, from the beginning of a character on.
    func bytes(endingWith end: String) -> [UInt8] {
        let text = lines[first...].reduce(into: "") { $0 += $1 + "\n" } + end
        var tail = Array(text.utf8.suffix(Self.byteLimit))[...]
        // The bytes 10…… go on with a character whose beginning is cut off.
        while tail.count < text.utf8.count, let byte = tail.first, byte & 0xC0 == 0x80 { tail = tail.dropFirst() }
        return Array(tail)
    }
}
