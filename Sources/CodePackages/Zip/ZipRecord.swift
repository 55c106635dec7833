/// One record of a zip's central directory, as it stands there.
struct ZipRecord {
    let name: ArraySlice<UInt8>
    let system: Int
    let attributes: Int
    let flags: Int
    let method: Int
    let checksum: Int
    /// In bytes, as it is in the zip and unpacked.
    let packedSize: Int
    let size: Int
    /// Where its local header begins.
    let start: Int
    /// The bytes of the record itself.
    let length: Int

    init(of zip: ZipBytes, at offset: Int) throws(PackageProblem) {
        guard try zip.number32(at: offset) == ZipFormat.record else {
            throw .damaged(reason: "a record of its directory is missing")
        }
        system = try zip.number16(at: offset + 4) >> 8
        flags = try zip.number16(at: offset + 8)
        method = try zip.number16(at: offset + 10)
        checksum = try zip.number32(at: offset + 16)
        let nameLength = try zip.number16(at: offset + 28)
        let extraLength = try zip.number16(at: offset + 30)
        attributes = try zip.number32(at: offset + 38)
        name = try zip.slice(nameLength, at: offset + ZipFormat.recordSize)
        length = ZipFormat.recordSize + nameLength + extraLength + (try zip.number16(at: offset + 32))

        let extra = offset + ZipFormat.recordSize + nameLength
        var wide = try WideNumbers(of: zip, in: extra..<extra + extraLength)
        size = try wide.number(orNarrow: zip.number32(at: offset + 24))
        packedSize = try wide.number(orNarrow: zip.number32(at: offset + 20))
        start = try wide.number(orNarrow: zip.number32(at: offset + 42))
    }

    /// The wide field (zip64) of a record: those numbers alone that do not fit, one after the other.
    private struct WideNumbers {
        private let zip: ZipBytes
        private var rest: Range<Int> = 0..<0

        init(of zip: ZipBytes, in extra: Range<Int>) throws(PackageProblem) {
            self.zip = zip
            var offset = extra.lowerBound
            // What follows the last whole field is padding, which some tools write.
            while extra.upperBound - offset >= 4 {
                let start = offset + 4
                let end = start + (try zip.number16(at: offset + 2))
                guard end <= extra.upperBound else { return }
                if try zip.number16(at: offset) == ZipFormat.wideField {
                    rest = start..<end
                    return
                }
                offset = end
            }
        }

        mutating func number(orNarrow narrow: Int) throws(PackageProblem) -> Int {
            guard narrow == ZipFormat.wide32 else { return narrow }
            guard rest.count >= 8 else { throw .damaged(reason: "a wide number is missing") }
            defer { rest = rest.lowerBound + 8..<rest.upperBound }
            return try zip.number64(at: rest.lowerBound)
        }
    }
}
