import Testing

@testable import CodePackages

@Suite("The limits of packages")
struct LimitTests {
    typealias Entry = HandmadeZip.Entry

    @Test("are what the documentation says")
    func standard() {
        let limits = PackageLimits.standard
        #expect(limits.zipSize == 104_857_600)
        #expect(limits.unpackedSize == 524_288_000)
        #expect(limits.entries == 100_000)
    }

    @Test("hold for the bytes of the zip, before it is looked at")
    func zipSize() throws {
        let zip = HandmadeZip([Entry("a")]).bytes
        _ = try CodePackage(zip: zip, limits: PackageLimits(zipSize: zip.count))
        #expect(throws: PackageProblem.zipTooLarge(size: zip.count, limit: zip.count - 1)) {
            try CodePackage(zip: zip, limits: PackageLimits(zipSize: zip.count - 1))
        }
    }

    @Test("hold for the unpacked bytes of all files together, by what entries say of themselves")
    func unpackedSize() throws {
        let zip = HandmadeZip([Entry("a"), Entry("b"), .link("c", to: "a")]).bytes
        _ = try CodePackage(zip: zip, limits: PackageLimits(unpackedSize: 8))
        #expect(throws: PackageProblem.unpackedTooLarge(limit: 7)) {
            try CodePackage(zip: zip, limits: PackageLimits(unpackedSize: 7))
        }
        // What wraps around when it is added.
        let liar = Entry("a", "").but {
            $0.method = 8; $0.isWide = true; $0.claimedSize = Int.max
        }
        #expect(throws: PackageProblem.unpackedTooLarge(limit: PackageLimits.standard.unpackedSize)) {
            try CodePackage(zip: HandmadeZip([liar, liar.but { $0.name = [0x62] }]).bytes)
        }
    }

    @Test("hold for entries, and for folders that only paths mention")
    func entries() throws {
        let zip = HandmadeZip([Entry("a/b/c/d"), Entry("a/b/e"), .folder("a/f/")]).bytes
        _ = try CodePackage(zip: zip, limits: PackageLimits(entries: 6))
        #expect(throws: PackageProblem.tooManyEntries(limit: 5)) {
            try CodePackage(zip: zip, limits: PackageLimits(entries: 5))
        }
        var liar = HandmadeZip([Entry("a")])
        liar.isWide = true
        liar.recordError = 1 << 40
        #expect(throws: PackageProblem.tooManyEntries(limit: 100_000)) { try CodePackage(zip: liar.bytes) }
    }

    @Test("hold for how much a zip expands, once that is much")
    func ratio() throws {
        let zeros = [UInt8](repeating: 0, count: 100_000)
        let entry = Entry([0x61], zeros).but {
            $0.method = 8; $0.packed = Deflate.pack(zeros)
        }
        let zip = HandmadeZip([entry]).bytes
        let ratio = zeros.count / zip.count
        _ = try CodePackage(zip: zip)
        _ = try CodePackage(zip: zip, limits: PackageLimits(ratio: ratio + 1, unsuspiciousSize: 0))
        #expect(throws: PackageProblem.ratioTooHigh(limit: ratio)) {
            try CodePackage(zip: zip, limits: PackageLimits(ratio: ratio, unsuspiciousSize: 0))
        }
    }
}
