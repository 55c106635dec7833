import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

/// What version digests are made of.
///
/// The fixture is format 1: it must never change, since every stored digest would
/// no longer recompute. A later format gets a fixture of its own.
@Suite("The canonical encoding of a snapshot")
struct SnapshotEncodingTests {
    private static let json = [
        #"{"components":[{"bindings":[],"compatibilityFlags":[],"main":"index.ts","modules":[{"digest":"4bf512"#,
        #"2f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a","name":"index.ts","size":1000000,"type":"#,
        #""typescript"}],"name":"bare"},{"bindings":[{"name":"GREETING","text":"Grüß\n/\#u{2028}\u0001😀\\","type":"pla"#,
        #"in_text"},{"name":"LIMITS","text":"{\"b\": 1.0, \"a\": [] }","type":"json"},{"name":"VERSION","type""#,
        #":"version_metadata"}],"compatibilityDate":"2026-11-21","compatibilityFlags":["z","a"],"main":"index."#,
        #"ts","modules":[{"digest":"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a","name":""#,
        #"index.ts","size":1000000,"type":"typescript"},{"digest":"dbc1b4c900ffe48d575b5da5c638040125f65db0fe3"#,
        #"e24494b76ea986457d986","name":"lib/é \"q\".txt","size":1,"type":"text"}],"name":"main"}],"configurat"#,
        #"ion":{"B":"4","a/b":"6","a10":"2","a9":"3","b":"1","é":"5"},"format":1,"kind":"service"}"#,
    ].joined()
    private static let digest = "016a440cecb607db4bdaa39ed8c8589d1ad5fad83e732e3f6e7999df56320884"

    private static func snapshot() throws -> Snapshot {
        let modules = [
            try Module(name: "lib/é \"q\".txt", type: .text, digest: Digest(sha256: [2]), size: 1),
            try Module(name: "index.ts", type: .typeScript, digest: Digest(sha256: [1]), size: 1_000_000),
        ]
        let bindings = [
            try Binding(name: "VERSION", value: .versionMetadata),
            try Binding(name: "GREETING", value: .plainText("Grüß\n/\u{2028}\u{1}\u{1F600}\\")),
            try Binding(name: "LIMITS", value: .json(#"{"b": 1.0, "a": [] }"#)),
        ]
        let main = try Component(
            main: "index.ts",
            modules: modules,
            bindings: bindings,
            compatibility: Compatibility(date: "2026-11-21", flags: ["z", "a"])
        )
        let bare = try Component(
            name: "bare",
            main: "index.ts",
            modules: [modules[1]],
            bindings: [],
            compatibility: Compatibility()
        )
        let configuration = ["b": "1", "a10": "2", "a9": "3", "B": "4", "é": "5", "a/b": "6"]
        return try Snapshot(kind: .service, components: [main, bare], configuration: configuration)
    }

    @Test("stays as it is, byte by byte")
    func golden() throws {
        let encoded = try EncodedSnapshot(Self.snapshot())
        #expect(String(decoding: encoded.bytes, as: UTF8.self) == Self.json)
        #expect(encoded.digest.hex == Self.digest)
        #expect(encoded.digest == Digest(sha256: encoded.bytes))
    }

    @Test("reads back as the same snapshot with the same digest")
    func roundTrip() throws {
        let decoded = try EncodedSnapshot(decoding: Array(Self.json.utf8))
        #expect(decoded.snapshot == (try Self.snapshot()))
        #expect(decoded.digest.hex == Self.digest)
        #expect(try EncodedSnapshot(decoded.snapshot) == decoded)
    }

    @Test("differs when anything in the content differs")
    func tellsApart() throws {
        let module = try Module(name: "index.js", type: .esm, digest: Digest(sha256: [1]), size: 1)
        func digest(
            module other: Module? = nil,
            bindings: [Binding] = [],
            compatibility: Compatibility? = nil
        ) throws -> Digest {
            let component = try Component(
                main: "index.js",
                modules: [other ?? module],
                bindings: bindings,
                compatibility: try compatibility ?? Compatibility()
            )
            return try EncodedSnapshot(Snapshot(kind: .worker, components: [component])).digest
        }
        let digests = [
            try digest(),
            try digest(module: Module(name: "index.js", type: .typeScript, digest: Digest(sha256: [1]), size: 1)),
            try digest(module: Module(name: "index.js", type: .esm, digest: Digest(sha256: [2]), size: 1)),
            try digest(bindings: [Binding(name: "A", value: .plainText("1"))]),
            try digest(bindings: [Binding(name: "A", value: .json("1"))]),
            try digest(bindings: [Binding(name: "A", value: .plainText("2"))]),
            try digest(bindings: [Binding(name: "A", value: .versionMetadata)]),
            try digest(compatibility: Compatibility(date: "2026-01-01")),
            try digest(compatibility: Compatibility(flags: ["a", "b"])),
            try digest(compatibility: Compatibility(flags: ["b", "a"])),
        ]
        #expect(Set(digests).count == digests.count)
    }

    @Test(
        "is refused when the store has anything else",
        arguments: [
            "", "{}", "null", "[]",
            #"{"components":[],"configuration":{},"format":2,"kind":"service"}"#,
            #"{"components":[],"configuration":{},"format":1,"kind":"thing"}"#,
            #"{"components":[],"configuration":{},"format":1,"kind":"worker"}"#,
            #"{"components":[{"bindings":[{"name":"A","type":"plain_text"}],"compatibilityFlags":[],"main":"a","modules":[],"#
                + #""name":"main"}],"configuration":{},"format":1,"kind":"worker"}"#,
        ]
    )
    func refuses(json: String) {
        let error = #expect(throws: ReleaseError.self) { try EncodedSnapshot(decoding: Array(json.utf8)) }
        let isTold = if case .storeCorrupt(what: "snapshot", _) = error { true } else { false }
        #expect(isTold, "\(String(describing: error))")
    }
}
