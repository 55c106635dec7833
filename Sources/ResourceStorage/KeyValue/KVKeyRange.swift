/// The keys with a prefix behind a cursor, as bounds of bytes.
struct KVKeyRange {
    /// The first key that could be in the range.
    let first: [UInt8]
    /// Above all that could be.
    let end: [UInt8]

    init(prefix: String, after cursor: KVCursor?) {
        // The next in the order of bytes is the same with a zero behind it.
        first = cursor.map { $0.key + [0] } ?? Array(prefix.utf8)
        // UTF-8 has no byte 0xFF.
        end = Array(prefix.utf8) + [0xFF]
    }
}
