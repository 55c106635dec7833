import CZlib

/// Compression in one go (RFC 1951), at zlib's own default level.
enum Deflate {
    static func pack(_ content: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        // zlib keeps the stream's address, so all is done while it stays where it is.
        return withUnsafeMutablePointer(to: &stream) { stream in
            let size = Int32(MemoryLayout<z_stream>.size)
            let status = deflateInit2_(
                stream,
                Z_DEFAULT_COMPRESSION,
                Z_DEFLATED,
                -MAX_WBITS,
                MAX_MEM_LEVEL - 1,
                Z_DEFAULT_STRATEGY,
                ZLIB_VERSION,
                size
            )
            guard status == Z_OK else { fatalError("zlib is out of memory") }
            defer { deflateEnd(stream) }
            let bound = Int(deflateBound(stream, UInt(content.count)))
            return content.withUnsafeBufferPointer { input in
                [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                    // zlib only reads its input, though its type does not say so.
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                    stream.pointee.avail_in = UInt32(input.count)
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(bound)
                    guard deflate(stream, Z_FINISH) == Z_STREAM_END else { fatalError("zlib wrote past its own bound") }
                    count = bound - Int(stream.pointee.avail_out)
                }
            }
        }
    }
}
