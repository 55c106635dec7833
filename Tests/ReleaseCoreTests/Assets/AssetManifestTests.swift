import ReleaseCore
import ReleaseModel
import Testing

@Suite("A manifest of static files")
struct AssetManifestTests {
    private static let hash = "0123456789abcdefABCDEF0123456789"

    @Test("is sorted by the bytes of its paths")
    func sorts() throws {
        let manifest = try AssetManifest(["/b", "/é", "/e\u{301}", "/a"].map { try Self.entry($0) })
        #expect(manifest.entries.map { Array($0.path.utf8) } == ["/a", "/b", "/e\u{301}", "/é"].map { Array($0.utf8) })
    }

    /// Entries that make no manifest, by path and size, and what is said of them.
    static let refusals: [(entries: [(path: String, size: Int)], problem: InvalidManifest)] = [
        ([("", 1)], .path("")),
        ([("/" + String(repeating: "a", count: 1_024), 1)], .path("/" + String(repeating: "a", count: 1_024))),
        ([("/a", 1), ("/b", 1), ("/a", 1)], .pathRepeated("/a")),
        ([("/a", -1)], .fileSize(path: "/a", size: -1, limit: 26_214_400)),
        ([("/a", 26_214_401)], .fileSize(path: "/a", size: 26_214_401, limit: 26_214_400)),
        ((0...20_000).map { ("/\($0)", 1) }, .tooManyFiles(count: 20_001, limit: 20_000)),
    ]

    @Test("keeps its limits", arguments: refusals.indices)
    func refuses(index: Int) throws {
        let (entries, problem) = Self.refusals[index]
        let manifest = try entries.map { try Self.entry($0.path, size: $0.size) }
        #expect(throws: problem) { try AssetManifest(manifest) }
    }

    @Test("has one size per hash")
    func refusesTwoSizes() throws {
        let entries = [try Self.entry("/a", size: 1), try Self.entry("/b", size: 2)]
        #expect(throws: InvalidManifest.hashAmbiguous(entries[0].hash)) { try AssetManifest(entries) }
    }

    @Test("names contents by 32 hexadecimal digits", arguments: ["", "0123", hash + "0", "g" + hash.dropFirst()])
    func refusesHash(text: String) {
        #expect(AssetHash(text) == nil)
        #expect(AssetHash(Self.hash)?.text == Self.hash)
    }

    @Test(
        "takes content types that can stand in a header field",
        arguments: ["", "text/html\r\nx: y", "téxt", String(repeating: "a", count: 257)]
    )
    func refusesContentType(text: String) throws {
        let hash = try #require(AssetHash(Self.hash))
        let blob = StoredBlob(digest: Digest(sha256: []), size: 0)
        #expect(throws: InvalidManifest.contentType(hash)) {
            try ReceivedAsset(hash: hash, blob: blob, contentType: text)
        }
        #expect(try ReceivedAsset(hash: hash, blob: blob, contentType: "text/html; charset=utf-8").contentType != nil)
    }

    private static func entry(_ path: String, size: Int = 1) throws -> AssetManifest.Entry {
        .init(path: path, hash: try #require(AssetHash(hash)), size: size)
    }
}
