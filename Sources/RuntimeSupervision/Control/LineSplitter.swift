import Glibc

/// Cuts text that comes in pieces into lines.
struct LineSplitter {
    /// A longer line is cut here, in bytes, and goes on as another.
    static let maximumLength = 8 * 1024

    private var rest: [UInt8] = []

    /// Returns the lines that are complete, without their ends; empty ones are left out.
    mutating func append(_ bytes: Span<UInt8>) -> [String] {
        bytes.withUnsafeBytes { bytes in
            var lines: [String] = []
            var start = 0
            while start < bytes.count {
                // No further than the line may get: what is searched is also used.
                let end = min(start + Self.maximumLength - rest.count, bytes.count)
                let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                let length = Self.lineLength(in: piece)
                rest.append(contentsOf: piece[..<(length ?? piece.count)])
                start += length.map { $0 + 1 } ?? piece.count
                if length != nil || rest.count == Self.maximumLength { lines += finish() }
            }
            return lines
        }
    }

    private static func lineLength(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let end = memchr(base, Int32(UInt8(ascii: "\n")), bytes.count) else {
            return nil
        }
        return UnsafeRawPointer(end) - base
    }

    /// Returns what has come since the last line's end, if anything.
    mutating func finish() -> [String] {
        defer { rest.removeAll(keepingCapacity: true) }
        return rest.isEmpty ? [] : [String(decoding: rest, as: UTF8.self)]
    }
}
