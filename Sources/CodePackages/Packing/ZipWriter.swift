import CZlib

/// Writes a zip that depends on its entries alone: no times, no owners, one level of compression.
struct ZipWriter: ~Copyable {
    /// What is written for each entry twice: beside its bytes and in the directory.
    private struct Header {
        let name: [UInt8]
        let mode: UInt32
        let method: Int
        let checksum: UInt32
        let packedSize: Int
        let size: Int
        let start: Int
    }

    /// 1 January 1980, the first day that the format knows.
    private static let date = 0x0021
    /// Deflate and folders; 4.5 for the wide end.
    private static let version = 20
    private static let wideVersion = 45
    private static let unix = 3 << 8

    private(set) var bytes: [UInt8] = []
    private var headers: [Header] = []

    /// Deflates the content unless that makes it longer.
    mutating func add(_ path: String, mode: UInt32, content: [UInt8]) {
        let deflated = Deflate.pack(content)
        let isShorter = deflated.count < content.count
        let packed = isShorter ? deflated : content
        let header = Header(
            name: Array(path.utf8),
            mode: mode,
            method: isShorter ? ZipFormat.deflated : ZipFormat.stored,
            checksum: UInt32(truncatingIfNeeded: crc32_z(0, content, content.count)),
            packedSize: packed.count,
            size: content.count,
            start: bytes.count
        )
        append(ZipFormat.localHeader, 4)
        appendShared(header)
        append(0, 2)
        bytes += header.name
        bytes += packed
        headers.append(header)
    }

    consuming func finalize() -> [UInt8] {
        let start = bytes.count
        for header in headers { appendRecord(header) }
        let size = bytes.count - start
        let isWide = headers.count >= ZipFormat.wide16
        if isWide { appendWideEnd(directory: start, size: size) }
        append(ZipFormat.end, 4)
        append(0, 4)
        for _ in 0..<2 { append(isWide ? ZipFormat.wide16 : headers.count, 2) }
        append(size, 4)
        append(start, 4)
        append(0, 2)
        return bytes
    }

    private mutating func appendRecord(_ header: Header) {
        append(ZipFormat.record, 4)
        append(Self.unix | Self.version, 2)
        appendShared(header)
        // No extra field, comment, number of a part or hint about text.
        append(0, 8)
        append(Int(header.mode) << 16, 4)
        append(header.start, 4)
        bytes += header.name
    }

    /// The fields from the version needed to the length of the name.
    private mutating func appendShared(_ header: Header) {
        append(Self.version, 2)
        append(header.name.allSatisfy { $0 < 0x80 } ? 0 : ZipFormat.textFlag, 2)
        append(header.method, 2)
        append(0, 2)
        append(Self.date, 2)
        append(Int(header.checksum), 4)
        append(header.packedSize, 4)
        append(header.size, 4)
        append(header.name.count, 2)
    }

    private mutating func appendWideEnd(directory start: Int, size: Int) {
        let position = bytes.count
        append(ZipFormat.wideEnd, 4)
        append(ZipFormat.wideEndSize - 12, 8)
        append(Self.unix | Self.wideVersion, 2)
        append(Self.wideVersion, 2)
        append(0, 8)
        for _ in 0..<2 { append(headers.count, 8) }
        append(size, 8)
        append(start, 8)
        append(ZipFormat.wideLocator, 4)
        append(0, 4)
        append(position, 8)
        append(1, 4)
    }

    private mutating func append(_ number: Int, _ count: Int) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0.prefix(count)) }
    }
}
