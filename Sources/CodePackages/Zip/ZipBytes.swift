/// Reads the little-endian numbers of a zip, and nothing outside of it.
struct ZipBytes {
    let bytes: [UInt8]

    /// Offsets may be anything that a zip can claim.
    func holds(_ count: Int, at offset: Int) -> Bool {
        offset >= 0 && count >= 0 && offset <= bytes.count && count <= bytes.count - offset
    }

    func number16(at offset: Int) throws(PackageProblem) -> Int { Int(try number(of: 2, at: offset)) }

    func number32(at offset: Int) throws(PackageProblem) -> Int { Int(try number(of: 4, at: offset)) }

    /// Numbers past 2⁶³ are no places in any file.
    func number64(at offset: Int) throws(PackageProblem) -> Int {
        guard let number = Int(exactly: try number(of: 8, at: offset)) else {
            throw .damaged(reason: "a number is too large")
        }
        return number
    }

    func slice(_ count: Int, at offset: Int) throws(PackageProblem) -> ArraySlice<UInt8> {
        guard holds(count, at: offset) else { throw .damaged(reason: "it ends too early") }
        return bytes[offset..<offset + count]
    }

    private func number(of count: Int, at offset: Int) throws(PackageProblem) -> UInt64 {
        guard holds(count, at: offset) else { throw .damaged(reason: "it ends too early") }
        var number: UInt64 = 0
        for index in 0..<count { number |= UInt64(bytes[offset + index]) << (8 * index) }
        return number
    }
}
