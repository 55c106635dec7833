import FoundationEssentials
import Testing

@testable import CodePackages

@Suite("A package is read")
struct ReadingTests {
    typealias Entry = HandmadeZip.Entry

    @Test("with its files, folders and links in the order of their paths, and modes by the system that made it")
    func entries() throws {
        let package = try CodePackage(
            zip: HandmadeZip([
                .link("node_modules/.bin/tool", to: "../tool/cli.js"),
                Entry("node_modules/tool/cli.js", "#!").but { $0.mode = 0o104755 },
                Entry("windows.txt").but {
                    $0.system = 0; $0.attributes = 0x20
                },
                .folder("empty/"),
                Entry("dos/", "").but {
                    $0.system = 0; $0.attributes = 0x10
                },
                Entry("mac").but {
                    $0.system = 19; $0.mode = 0o100700
                },
                Entry("no mode").but { $0.mode = 0 },
                .link("here", to: "."),
            ]).bytes
        )
        #expect(
            package.entries.map(\.path) == [
                "dos", "empty", "here", "mac", "no mode", "node_modules/.bin/tool", "node_modules/tool/cli.js",
                "windows.txt",
            ]
        )
        #expect(
            package.entries.map(\.kind) == [
                .folder, .folder, .link(target: "."), .file(isExecutable: true), .file(isExecutable: false),
                .link(target: "../tool/cli.js"), .file(isExecutable: true), .file(isExecutable: false),
            ]
        )
        #expect(package.folders == ["dos", "empty", "node_modules", "node_modules/.bin", "node_modules/tool"])
        #expect(package.unpackedSize == 2 + 3 * 4)
    }

    @Test("whether numbers are narrow or wide, sizes come before or after, and a comment follows")
    func forms() throws {
        for isWide in [false, true] {
            for hasDescriptor in [false, true] {
                var zip = HandmadeZip([
                    Entry("a/index.py").but {
                        $0.isWide = isWide; $0.hasDescriptor = hasDescriptor
                    }, Entry("b"),
                ])
                zip.isWide = isWide
                // The comment holds what looks like an end.
                zip.comment = HandmadeZip([]).bytes + [0]
                let package = try CodePackage(zip: zip.bytes)
                #expect(package.entries.map(\.path) == ["a/index.py", "b"])
                #expect(package.unpackedSize == 8)
                try package.checkContents()
            }
        }
    }

    @Test("that another tool wrote into a pipe: deflated, with sizes after the bytes and a wide entry")
    func foreignZip() throws {
        let zip = try #require(
            Data(
                base64Encoded: """
                    UEsDBBQACAAIAAAAIQAAAAAAAAAAAAAAAAAIAAAAaW5kZXgucHlLSU1TyEjMS8lJLdJILUvNK9FRSM7PK0mtKNG04lIAgqLU\
                    ktKiPAWwHFcKDVUDAFBLBwiLUxxPLwAAAIoAAABQSwMELQAICAgAAAAhAAAAAAD//////////w0AFABiaW4vZMOpbWFycmVy\
                    AQAQAAAAAAAAAAAAAAAAAAAAAABTVtRPyszTL87gAgBQSwcIHZ37BAwAAAAAAAAACgAAAAAAAABQSwECFAMUAAgACAAAACEA\
                    i1McTy8AAACKAAAACAAAAAAAAAAAAAAApIEAAAAAaW5kZXgucHlQSwECLQMtAAgICAAAACEAHZ37BAwAAAAKAAAADQAAAAAA\
                    AAAAAAAA7YFlAAAAYmluL2TDqW1hcnJlclBLBQYAAAAAAgACAHEAAADIAAAAAAA=
                    """
            )
        )
        let package = try CodePackage(zip: Array(zip))
        #expect(package.entries.map(\.path) == ["bin/démarrer", "index.py"])
        #expect(package.entries.map(\.kind) == [.file(isExecutable: true), .file(isExecutable: false)])
        #expect(package.entries.map(\.size) == [10, 138])
        try package.checkContents()
    }

    @Test("and case counts, as does how an accent is written")
    func pathsByBytes() throws {
        let names = ["A", "a", "e\u{301}", "\u{E9}"]
        let package = try CodePackage(zip: HandmadeZip(names.map { Entry($0) }).bytes)
        #expect(package.entries.map { Array($0.path.utf8) } == names.map { Array($0.utf8) })
    }

    @Test("and its contents are whole, or are found not to be", arguments: Damage.all)
    func contents(_ damage: Damage) throws {
        let package = try CodePackage(zip: HandmadeZip([Entry("good"), damage.entry]).bytes)
        #expect(throws: PackageFailure.problem(.entryDamaged(path: "bad", reason: damage.reason))) {
            try package.checkContents()
        }
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let entry: Entry
        let reason: String

        var testDescription: String { reason }

        private static func deflated(_ text: String, _ change: (inout Entry) -> Void) -> Entry {
            Entry("bad", text).but {
                $0.method = 8
                $0.packed = Deflate.pack(Array(text.utf8))
                change(&$0)
            }
        }

        static let all = [
            Damage(entry: Entry("bad").but { $0.checksum = 1 }, reason: "its checksum differs"),
            Damage(entry: deflated("text") { $0.checksum = 1 }, reason: "its checksum differs"),
            Damage(entry: deflated("text") { $0.packed = [0xFF] }, reason: "its data is no deflate"),
            Damage(entry: deflated("text") { $0.packed = $0.packed?.dropLast() }, reason: "its data is no deflate"),
            Damage(entry: deflated("text") { $0.packed?.append(0) }, reason: "bytes follow its end"),
            Damage(entry: deflated("text") { $0.claimedSize = 5 }, reason: "it is smaller than it says"),
            Damage(entry: deflated("text") { $0.claimedSize = 3 }, reason: "it is larger than it says"),
            // A bomb: a million bytes behind the claim of one.
            Damage(
                entry: deflated(String(repeating: "0", count: 1_000_000)) { $0.claimedSize = 1 },
                reason: "it is larger than it says"
            ),
        ]
    }
}
