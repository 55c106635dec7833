import FoundationEssentials
import Glibc
import TestSurroundings
import Testing

@testable import CodePackages

@Suite("Packing a folder")
struct PackingTests {
    private static func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder([
            "index.py": String(repeating: "def handler(event, context): return event\n", count: 20),
            "lib/a.py": "a", "lib/deep/b.py": "b", "bin/run": "#!/bin/sh", "é.txt": "", ".git/HEAD": "x",
            "empty/.gone": "",
        ])
        guard chmod("\(folder.path)/bin/run", 0o700) == 0, unlink("\(folder.path)/empty/.gone") == 0,
            symlink("../index.py", "\(folder.path)/lib/link") == 0
        else { throw PackageFolder.failure("prepare") }
        return folder
    }

    @Test("gives the same bytes for the same files, whenever and wherever they were made")
    func deterministic() throws {
        let (one, other) = (try Self.example(), try Self.example())
        var times = [timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, "\(other.path)/index.py", &times, 0) == 0)
        #expect(chmod("\(other.path)/lib/a.py", 0o600) == 0)
        let packed = try CodePackage(packing: one.path)
        #expect(packed.zip == (try CodePackage(packing: other.path)).zip)
        #expect(chmod("\(other.path)/lib/a.py", 0o700) == 0)
        #expect(packed.zip != (try CodePackage(packing: other.path)).zip)
    }

    @Test("and unpacking it gives the folder again, without what was left out")
    func roundTrip() throws {
        let folder = try Self.example()
        let package = try CodePackage(packing: folder.path) { path, isFolder in
            isFolder && path == ".git" || path == "lib/deep/b.py"
        }
        #expect(
            package.entries.map(\.path) == ["bin/run", "empty", "index.py", "lib/a.py", "lib/link", "é.txt"]
        )
        try package.checkContents()
        let home = try TemporaryFolder()
        try package.unpack(into: "\(home.path)/code")
        #expect(try home.text(of: "code/lib/link") == folder.text(of: "index.py"))
        #expect(home.mode("code/bin/run") == 0o555)
        #expect(home.mode("code/empty") == 0o755)
        #expect(try home.names("code/lib") == ["a.py", "link"])
    }

    @Test("refuses links to outside, special files, and more than the limits")
    func refusals() throws {
        let folder = try TemporaryFolder(["a": "1234", "b": "5678"])
        #expect(throws: PackageFailure.problem(.unpackedTooLarge(limit: 7))) {
            try CodePackage(packing: folder.path, limits: PackageLimits(unpackedSize: 7))
        }
        #expect(throws: PackageFailure.problem(.tooManyEntries(limit: 1))) {
            try CodePackage(packing: folder.path, limits: PackageLimits(entries: 1))
        }
        #expect(throws: PackageFailure.problem(.empty)) { try CodePackage(packing: folder.path) { _, _ in true } }
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        #expect(throws: PackageFailure.problem(.entryKind(path: "pipe", kind: "neither file, folder nor link"))) {
            try CodePackage(packing: folder.path)
        }
        #expect(unlink("\(folder.path)/pipe") == 0 && symlink("/etc/passwd", "\(folder.path)/out") == 0)
        #expect(throws: PackageFailure.problem(.linkOutside(path: "out", target: "/etc/passwd"))) {
            try CodePackage(packing: folder.path)
        }
    }

    @Test("gives bytes that other tools read, and that no release changes")
    func golden() throws {
        let folder = try TemporaryFolder(["run": "#!/bin/sh", "é/a": ""])
        guard chmod("\(folder.path)/run", 0o755) == 0, symlink("run", "\(folder.path)/link") == 0 else {
            throw PackageFolder.failure("prepare")
        }
        let expected = """
            UEsDBBQAAAAAAAAAIQDApHZQAwAAAAMAAAAEAAAAbGlua3J1blBLAwQUAAAAAAAAACEAqnjRLwkAAAAJAAAAAwAAAHJ1biMhL2Jp\
            bi9zaFBLAwQUAAAIAAAAACEAAAAAAAAAAAAAAAAABAAAAMOpL2FQSwECFAMUAAAAAAAAACEAwKR2UAMAAAADAAAABAAAAAAAAAAA\
            AAAA/6EAAAAAbGlua1BLAQIUAxQAAAAAAAAAIQCqeNEvCQAAAAkAAAADAAAAAAAAAAAAAADtgSUAAABydW5QSwECFAMUAAAIAAAA\
            ACEAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAApIFPAAAAw6kvYVBLBQYAAAAAAwADAJUAAABxAAAAAAA=
            """
        let packed = Data(try CodePackage(packing: folder.path).zip).base64EncodedString()
        #expect(packed == expected)
    }

    @Test("has a wide end where there are too many files for a narrow one")
    func manyFiles() throws {
        var writer = ZipWriter()
        for number in 0..<70_000 { writer.add("\(number)", mode: 0o100644, content: []) }
        #expect(try CodePackage(zip: writer.finalize()).entries.count == 70_000)
    }
}
