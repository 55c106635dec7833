/// Where the central directory of a zip is, and how many records it has.
struct ZipEnd {
    let directory: Range<Int>
    let records: Int

    /// Finds the end record, and the wide one (zip64) where numbers do not fit.
    ///
    /// The directory must lie right before them: a zip that can be read in two ways is none.
    init(of zip: ZipBytes) throws(PackageProblem) {
        let end = try Self.position(in: zip)
        guard try zip.number16(at: end + 4) == 0, try zip.number16(at: end + 6) == 0 else {
            throw .damaged(reason: "it is one of several parts")
        }
        var records = try zip.number16(at: end + 10)
        var size = try zip.number32(at: end + 12)
        var start = try zip.number32(at: end + 16)
        var limit = end
        if records == ZipFormat.wide16 || size == ZipFormat.wide32 || start == ZipFormat.wide32,
            let wide = try Self.widePosition(in: zip, before: end)
        {
            records = try zip.number64(at: wide + 32)
            size = try zip.number64(at: wide + 40)
            start = try zip.number64(at: wide + 48)
            limit = wide
        }
        guard zip.holds(size, at: start), start + size == limit else {
            throw .damaged(reason: "its directory is not where its end says")
        }
        directory = start..<limit
        self.records = records
    }

    /// The last end record whose comment reaches exactly to the last byte.
    private static func position(in zip: ZipBytes) throws(PackageProblem) -> Int {
        let last = zip.bytes.count - ZipFormat.endSize
        guard last >= 0 else { throw .notAZip }
        for position in stride(from: last, through: max(0, last - ZipFormat.wide16), by: -1)
        where zip.bytes[position] == UInt8(ascii: "P") {
            guard try zip.number32(at: position) == ZipFormat.end else { continue }
            guard try zip.number16(at: position + 20) == last - position else { continue }
            return position
        }
        throw .notAZip
    }

    private static func widePosition(in zip: ZipBytes, before end: Int) throws(PackageProblem) -> Int? {
        let locator = end - ZipFormat.wideLocatorSize
        guard locator >= 0, try zip.number32(at: locator) == ZipFormat.wideLocator else { return nil }
        let position = try zip.number64(at: locator + 8)
        guard zip.holds(ZipFormat.wideEndSize, at: position), position <= locator - ZipFormat.wideEndSize,
            try zip.number32(at: position) == ZipFormat.wideEnd
        else { throw .damaged(reason: "its wide end is not where its locator says") }
        return position
    }
}
