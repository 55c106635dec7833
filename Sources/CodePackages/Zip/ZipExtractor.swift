import CZlib

/// Unpacks entries one after the other, with one decompressor and one buffer for all.
///
/// Every entry gives exactly the bytes that the directory says, or fails: never more are unpacked, and they reach the
/// caller in pieces.
struct ZipExtractor: ~Copyable {
    /// In bytes: how much is unpacked at once.
    private static let pieceSize = 256 << 10

    private let zip: [UInt8]
    // zlib keeps the address of its stream, so this may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let piece: UnsafeMutableRawBufferPointer

    init(_ zip: [UInt8]) {
        self.zip = zip
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        piece = .allocate(byteCount: Self.pieceSize, alignment: 16)
        // Raw deflate, with the largest window.
        let status = inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { fatalError("zlib is out of memory") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        piece.deallocate()
    }

    /// Heeds cancellation before each piece, of which an entry without bytes has one.
    func unpack(
        _ content: ZipContent,
        of path: String,
        to sink: (UnsafeRawBufferPointer) throws(PackageFailure) -> Void
    ) throws(PackageFailure) {
        let checksum = try zip.withUnsafeBufferPointer { (bytes) throws(PackageFailure) in
            let packed = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[content.packed])
            return content.isDeflated
                ? try inflate(packed, size: content.size, of: path, to: sink)
                : try copy(packed, to: sink)
        }
        guard checksum == content.checksum else { throw Self.damaged(path, "its checksum differs") }
    }

    private func copy(
        _ packed: UnsafeRawBufferPointer,
        to sink: (UnsafeRawBufferPointer) throws(PackageFailure) -> Void
    ) throws(PackageFailure) -> UInt32 {
        var checksum = crc32_z(0, nil, 0)
        var rest = packed[...]
        repeat {
            guard !Task.isCancelled else { throw .cancelled }
            let next = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.pieceSize))
            rest = rest.dropFirst(Self.pieceSize)
            checksum = Self.checksum(checksum, of: next)
            try sink(next)
        } while !rest.isEmpty
        return UInt32(truncatingIfNeeded: checksum)
    }

    private func inflate(
        _ packed: UnsafeRawBufferPointer,
        size: Int,
        of path: String,
        to sink: (UnsafeRawBufferPointer) throws(PackageFailure) -> Void
    ) throws(PackageFailure) -> UInt32 {
        guard let input = UInt32(exactly: packed.count), inflateReset(stream) == Z_OK else {
            throw Self.damaged(path, "it is too large")
        }
        // zlib only reads its input, though its type does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = input
        var checksum = crc32_z(0, nil, 0)
        var rest = size
        var status = Z_OK
        repeat {
            guard !Task.isCancelled else { throw .cancelled }
            stream.pointee.next_out = piece.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(piece.count)
            status = CZlib.inflate(stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END else { throw Self.damaged(path, "its data is no deflate") }
            let count = piece.count - Int(stream.pointee.avail_out)
            guard count <= rest else { throw Self.damaged(path, "it is larger than it says") }
            rest -= count
            let next = UnsafeRawBufferPointer(rebasing: piece.prefix(count))
            checksum = Self.checksum(checksum, of: next)
            try sink(next)
        } while status != Z_STREAM_END
        guard rest == 0 else { throw Self.damaged(path, "it is smaller than it says") }
        guard stream.pointee.avail_in == 0 else { throw Self.damaged(path, "bytes follow its end") }
        return UInt32(truncatingIfNeeded: checksum)
    }

    private static func checksum(_ checksum: UInt, of bytes: UnsafeRawBufferPointer) -> UInt {
        guard let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return checksum }
        return crc32_z(checksum, start, bytes.count)
    }

    private static func damaged(_ path: String, _ reason: String) -> PackageFailure {
        .problem(.entryDamaged(path: path, reason: reason))
    }
}
