import CodePackages
import Testing

/// What is refused before a byte of it is written.
@Suite("A package is refused")
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let problem: PackageProblem

        init(_ name: String, _ entries: [HandmadeZip.Entry], _ problem: PackageProblem) {
            self.init(name, HandmadeZip(entries).bytes, problem)
        }

        init(_ name: String, _ bytes: [UInt8], _ problem: PackageProblem) {
            testDescription = name
            self.bytes = bytes
            self.problem = problem
        }
    }

    typealias Entry = HandmadeZip.Entry

    private static func zip(_ change: (inout HandmadeZip) -> Void) -> [UInt8] {
        var zip = HandmadeZip([Entry("index.py")])
        change(&zip)
        return zip.bytes
    }

    static let forms: [Case] = [
        Case("no bytes", [] as [UInt8], .notAZip),
        Case("a text", Array("PK, but no zip; and longer than the end of one".utf8), .notAZip),
        Case("a zip whose last byte is missing", Array(zip { $0.comment = [1] }.dropLast()), .notAZip),
        Case("an empty zip", [] as [Entry], .empty),
        Case("folders alone", [.folder("lib/")], .empty),
        Case("one of several parts", zip { $0.part = 1 }, .damaged(reason: "it is one of several parts")),
        Case(
            "a record too few",
            zip { $0.recordError = -1 },
            .damaged(reason: "its directory has more or fewer records than its end says")
        ),
        Case("a record too many", zip { $0.recordError = 1 }, .damaged(reason: "a record of its directory is missing")),
        Case(
            "bytes before the directory's place",
            zip { $0.startError = -1 },
            .damaged(reason: "its directory is not where its end says")
        ),
        Case(
            "a directory past the end",
            zip { $0.sizeError = 1 << 30 },
            .damaged(reason: "its directory is not where its end says")
        ),
        Case(
            "another name beside its bytes",
            [Entry("index.py").but { $0.localName = Array("extra.py".utf8) }],
            .entryDamaged(path: "index.py", reason: "its own header contradicts the directory")
        ),
        Case("an encrypted entry", [Entry("a").but { $0.flags = 1 }], .encrypted(path: "a")),
        Case("a strongly encrypted entry", [Entry("a").but { $0.flags = 1 << 6 }], .encrypted(path: "a")),
        Case("another compression", [Entry("a").but { $0.method = 12 }], .compression(path: "a", method: 12)),
        Case(
            "bytes past the end of the zip",
            [
                Entry("a").but {
                    $0.claimedPackedSize = 1 << 20; $0.claimedSize = 1 << 20
                }
            ],
            .entryDamaged(path: "a", reason: "it ends after the zip")
        ),
    ]

    static let paths: [Case] = [
        Case("an absolute path", [Entry("/etc/passwd")], .pathAbsolute("/etc/passwd")),
        Case("a way out", [Entry("../index.py")], .pathLeavesPackage("../index.py")),
        Case("a way out on the way", [Entry("a/../../index.py")], .pathLeavesPackage("a/../../index.py")),
        Case("a way out at the end", [Entry("a/..")], .pathLeavesPackage("a/..")),
        Case("an escaped way out", [Entry("a/%2e%2E/b")], .pathMalformed("a/%2e%2E/b")),
        Case("a backslash", [Entry("..\\index.py")], .pathBackslash("..\\index.py")),
        Case("a control character", [Entry("a\nb")], .pathControlCharacter("a\nb")),
        Case("a NUL", [Entry("a\0.py")], .pathControlCharacter("a\0.py")),
        Case("no name", [Entry("")], .pathMalformed("")),
        Case("an empty part", [Entry("a//b")], .pathMalformed("a//b")),
        Case("the folder itself", [Entry("./a")], .pathMalformed("./a")),
        Case("bytes that are no text", [Entry([0x61, 0xFF], [])], .pathNotText("a\u{FFFD}")),
        Case(
            "a path that is too long",
            [Entry(String(repeating: "a", count: 513))],
            .pathTooLong(beginning: String(repeating: "a", count: 64), limit: 512)
        ),
    ]

    static let trees: [Case] = [
        Case("two files of a path", [Entry("a"), Entry("a")], .pathRepeated("a")),
        Case("two folders of a path", [.folder("a/"), .folder("a"), Entry("b")], .pathRepeated("a")),
        Case("a file and a folder", [Entry("a"), .folder("a/")], .pathIsFileAndFolder("a")),
        Case("a folder and a file", [.folder("a/"), Entry("a")], .pathIsFileAndFolder("a")),
        Case("a file below a file", [Entry("a"), Entry("a/b/c")], .pathIsFileAndFolder("a")),
        Case("a file where others' folder is", [Entry("a/b/c"), Entry("a/b")], .pathIsFileAndFolder("a/b")),
        Case("a file below a link", [.link("a", to: "b"), .folder("b/"), Entry("a/c")], .pathIsFileAndFolder("a")),
        Case("a link to an absolute path", [.link("a", to: "/etc")], .linkOutside(path: "a", target: "/etc")),
        Case("a link to outside", [.link("d/a", to: "../../b")], .linkOutside(path: "d/a", target: "../../b")),
        Case(
            "a link that comes out by another",
            [.link("p/q/s", to: "../.."), .link("l", to: "p/q/s/../x")],
            .linkMalformed(path: "l", limit: 4_095)
        ),
        Case("a link to nothing", [.link("a", to: "")], .linkMalformed(path: "a", limit: 4_095)),
        Case("a link with a NUL", [.link("a", to: "b\0c")], .linkMalformed(path: "a", limit: 4_095)),
        Case(
            "a link that is too long",
            [.link("a", to: String(repeating: "b/", count: 2_048))],
            .linkMalformed(path: "a", limit: 4_095)
        ),
        Case("a named pipe", [Entry("a", "").but { $0.mode = 0o010644 }], .entryKind(path: "a", kind: "a named pipe")),
        Case("a socket", [Entry("a", "").but { $0.mode = 0o140644 }], .entryKind(path: "a", kind: "a socket")),
        Case("a device", [Entry("a", "").but { $0.mode = 0o020644 }], .entryKind(path: "a", kind: "a device")),
        Case(
            "a kind that Unix does not know",
            [Entry("a").but { $0.mode = 0o160644 }],
            .entryKind(path: "a", kind: "of an unknown kind")
        ),
    ]

    /// The bytes of an entry `b`, of which each byte may also be part of another.
    private static let inner = HandmadeZip([Entry("b")]).bytes.prefix(30 + 1 + 4)

    static let overlaps: [Case] = [
        Case(
            "an entry within another",
            [Entry([0x61], Array(inner)), Entry("b").but { $0.listedAt = 30 + 1 }],
            .overlapping(path: "b")
        ),
        Case(
            "an entry under another's name",
            [Entry("a"), Entry("b").but { $0.listedAt = 0 }],
            .entryDamaged(path: "b", reason: "its own header contradicts the directory")
        ),
        Case(
            "an entry within the directory",
            [
                Entry("a"),
                Entry("b", "").but {
                    $0.claimedPackedSize = 8; $0.claimedSize = 8
                },
            ],
            .overlapping(path: "b")
        ),
        Case(
            "an entry where none is",
            [Entry("a"), Entry("b").but { $0.listedAt = 1 }],
            .entryDamaged(path: "b", reason: "it is not where the directory says")
        ),
    ]

    @Test("for its form", arguments: forms)
    func form(_ example: Case) {
        #expect(throws: example.problem) { try CodePackage(zip: example.bytes) }
    }

    @Test("for a path", arguments: paths)
    func path(_ example: Case) {
        #expect(throws: example.problem) { try CodePackage(zip: example.bytes) }
    }

    @Test("for what paths and links mean together", arguments: trees)
    func tree(_ example: Case) {
        #expect(throws: example.problem) { try CodePackage(zip: example.bytes) }
    }

    @Test("for bytes that are not an entry's own", arguments: overlaps)
    func overlap(_ example: Case) {
        #expect(throws: example.problem) { try CodePackage(zip: example.bytes) }
    }

    @Test("and says what is wrong in one line that shows every character")
    func descriptions() {
        for example in Self.forms + Self.paths + Self.trees + Self.overlaps {
            let text = "\(example.problem)"
            #expect(!text.isEmpty && !text.hasSuffix("."))
            #expect(
                text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
                "\(example.testDescription)"
            )
        }
    }
}
