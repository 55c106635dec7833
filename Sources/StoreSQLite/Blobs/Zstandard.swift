import CZstd

/// Compression of single chunks (RFC 8878).
enum Zstandard {
    /// zstd's own default: about 300 MB/s, at which hashing costs as much.
    private static let level: Int32 = 3

    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = ZSTD_compress(buffer.baseAddress, bound, bytes, bytes.count, level)
            guard ZSTD_isError(count) == 0 else { fatalError("zstd is out of memory") }
        }
    }

    /// Returns `nil` for bytes that are no frame or would expand past the limit.
    static func decompress(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var isFrame = true
        let expanded = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let written = ZSTD_decompress(buffer.baseAddress, limit, bytes, bytes.count)
            isFrame = ZSTD_isError(written) == 0
            count = isFrame ? written : 0
        }
        return isFrame ? expanded : nil
    }
}
