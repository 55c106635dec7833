import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

/// What version digests are made of where a version has static files; see ``SnapshotEncodingTests``.
@Suite("The canonical encoding of static files")
struct AssetEncodingTests {
    private static let json = [
        #"{"components":[{"assets":{"files":[{"digest":"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c77"#,
        #"85459a","path":"/a b.css","size":3,"type":"text/css"},{"digest":"dbc1b4c900ffe48d575b5da5c638040125f65d"#,
        #"b0fe3e24494b76ea986457d986","path":"/index.html","size":0}],"headers":"/*\n  X: 1","htmlHandling":"none","#,
        #""notFoundHandling":"404-page","workerFirst":"paths","workerFirstPaths":["/api/*","!/api/x"]},"bindings""#,
        #":[],"compatibilityFlags":[],"modules":[],"name":"main"}],"configuration":{},"format":1,"kind":"worker"}"#,
    ].joined()

    private static func snapshot() throws -> Snapshot {
        let files = [
            try AssetBundle.File(path: "/index.html", digest: Digest(sha256: [2]), size: 0),
            try AssetBundle.File(path: "/a b.css", digest: Digest(sha256: [1]), size: 3, contentType: "text/css"),
        ]
        let rules = try AssetRules(
            htmlHandling: .none,
            notFoundHandling: .page,
            workerFirst: .paths(["/api/*", "!/api/x"]),
            headers: "/*\n  X: 1"
        )
        let component = try Component(
            main: nil,
            modules: [],
            bindings: [],
            compatibility: Compatibility(),
            assets: AssetBundle(files: files, rules: rules)
        )
        return try Snapshot(kind: .worker, components: [component])
    }

    @Test("stays as it is, byte by byte, and reads back")
    func golden() throws {
        let encoded = try EncodedSnapshot(Self.snapshot())
        #expect(String(decoding: encoded.bytes, as: UTF8.self) == Self.json)
        #expect(try EncodedSnapshot(decoding: encoded.bytes) == encoded)
    }

    @Test(
        "is not read if it is none of ours",
        arguments: [
            (#""workerFirst":"paths""#, #""workerFirst":"always""#), (#""404-page""#, #""405-page""#),
            ("/index.html", "index.html"), ("/index.html", "/a b.css"), (#""!/api/x""#, #""api""#),
        ]
    )
    func refuses(original: String, altered: String) throws {
        let json = Self.json.replacing(original, with: altered)
        #expect(json != Self.json)
        #expect(throws: ReleaseError.self) { try EncodedSnapshot(decoding: Array(json.utf8)) }
    }
}
