/// Where the bytes of an entry are in the zip, and what they must come to.
struct ZipContent: Sendable, Hashable {
    let isDeflated: Bool
    /// CRC-32 of the unpacked bytes.
    let checksum: UInt32
    /// In bytes, unpacked.
    let size: Int
    /// From the entry's local header to the end of its bytes.
    let extent: Range<Int>
    let packed: Range<Int>

    /// Takes a record whose local header says the same.
    init(of record: ZipRecord, named path: String, in zip: ZipBytes) throws(PackageProblem) {
        guard record.flags & ZipFormat.encryptionFlags == 0 else { throw .encrypted(path: path) }
        guard record.flags & ZipFormat.patchFlag == 0, [ZipFormat.stored, ZipFormat.deflated].contains(record.method)
        else { throw .compression(path: path, method: record.method) }
        guard zip.holds(ZipFormat.localHeaderSize, at: record.start),
            try zip.number32(at: record.start) == ZipFormat.localHeader
        else { throw .entryDamaged(path: path, reason: "it is not where the directory says") }
        let nameLength = try zip.number16(at: record.start + 26)
        guard try zip.slice(nameLength, at: record.start + ZipFormat.localHeaderSize) == record.name,
            try zip.number16(at: record.start + 8) == record.method
        else { throw .entryDamaged(path: path, reason: "its own header contradicts the directory") }
        let start = record.start + ZipFormat.localHeaderSize + nameLength + (try zip.number16(at: record.start + 28))
        guard zip.holds(record.packedSize, at: start) else {
            throw .entryDamaged(path: path, reason: "it ends after the zip")
        }
        isDeflated = record.method == ZipFormat.deflated
        guard isDeflated || record.packedSize == record.size else {
            throw .entryDamaged(path: path, reason: "it has two sizes")
        }
        checksum = UInt32(truncatingIfNeeded: record.checksum)
        size = record.size
        packed = start..<start + record.packedSize
        extent = record.start..<packed.upperBound
    }
}
