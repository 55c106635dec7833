/// Where a delimiter stands in a buffer, or could begin at its end.
struct DelimiterSearch {
    /// The bytes at the front that are certainly content.
    let safeCount: Int

    /// Whether the whole delimiter follows them.
    let isFound: Bool

    /// The delimiter begins with CR, which nothing else in it is.
    init(_ delimiter: [UInt8], in buffer: [UInt8]) {
        var start = 0
        while let candidate = buffer[start...].firstIndex(of: 0x0D) {
            let count = min(delimiter.count, buffer.count - candidate)
            if buffer[candidate..<(candidate + count)].elementsEqual(delimiter[..<count]) {
                safeCount = candidate
                isFound = count == delimiter.count
                return
            }
            start = candidate + 1
        }
        safeCount = buffer.count
        isFound = false
    }

    static func lineEnd(in buffer: [UInt8], from start: Int) -> Int? {
        var start = start
        while let candidate = buffer[start...].firstIndex(of: 0x0D) {
            if candidate + 1 < buffer.count, buffer[candidate + 1] == 0x0A { return candidate }
            start = candidate + 1
        }
        return nil
    }
}
