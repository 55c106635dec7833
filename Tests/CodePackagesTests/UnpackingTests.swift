import FoundationEssentials
import Glibc
import TestSurroundings
import Testing

@testable import CodePackages

@Suite("Unpacking a package")
struct UnpackingTests {
    typealias Entry = HandmadeZip.Entry

    private let home: TemporaryFolder
    private var folder: String { "\(home.path)/code" }

    init() throws {
        home = try TemporaryFolder()
    }

    @Test("gives its files read-only, executable where they were, in folders that others may enter")
    func contents() throws {
        let package = try CodePackage(
            zip: HandmadeZip([
                Entry("bootstrap", "#!/bin/sh").but { $0.mode = 0o106755 },
                Entry("lib/a/b.py", "b").but { $0.mode = 0o100666 },
                .folder("empty/"),
                .link("lib/link", to: "a/b.py"),
                .link("lib/up", to: "../bootstrap"),
            ]).bytes
        )
        try package.unpack(into: folder)
        #expect(try home.names() == ["code"])
        #expect(try home.names("code") == ["bootstrap", "empty", "lib"])
        #expect(try home.text(of: "code/bootstrap") == "#!/bin/sh")
        #expect(try home.text(of: "code/lib/link") == "b")
        #expect(try home.text(of: "code/lib/up") == "#!/bin/sh")
        #expect(home.mode("code/bootstrap") == 0o555)
        #expect(home.mode("code/lib/a/b.py") == 0o444)
        for path in ["code", "code/empty", "code/lib", "code/lib/a"] { #expect(home.mode(path) == 0o755) }
    }

    @Test("leaves nothing behind when an entry is damaged")
    func damaged() throws {
        let package = try CodePackage(zip: HandmadeZip([Entry("a/b"), Entry("c").but { $0.checksum = 1 }]).bytes)
        #expect(throws: PackageFailure.problem(.entryDamaged(path: "c", reason: "its checksum differs"))) {
            try package.unpack(into: folder)
        }
        #expect(try home.names().isEmpty)
    }

    @Test("never shows a folder that is not complete")
    func atomic() throws {
        try home.write("old", to: "code.partial/index.py")
        try home.write("old", to: "code.partial/stale")
        let package = try CodePackage(zip: HandmadeZip([Entry("index.py", "new")]).bytes)
        try package.unpack(into: folder)
        #expect(try home.names() == ["code"])
        #expect(try home.names("code") == ["index.py"])
        #expect(try home.text(of: "code/index.py") == "new")
    }

    @Test("takes a folder that is there as it is")
    func idempotent() throws {
        let package = try CodePackage(zip: HandmadeZip([Entry("index.py", "new")]).bytes)
        try package.unpack(into: folder)
        let status = try FileManager.default.attributesOfItem(atPath: "\(folder)/index.py")
        try package.unpack(into: folder)
        let again = try FileManager.default.attributesOfItem(atPath: "\(folder)/index.py")
        #expect(status[.systemFileNumber] as? UInt64 == again[.systemFileNumber] as? UInt64)
        #expect(try home.names() == ["code"])
    }

    @Test("does not follow a link that lies where it builds")
    func linkInTheWay() throws {
        let elsewhere = try TemporaryFolder(["keep": "kept"])
        #expect(symlink(elsewhere.path, "\(folder).partial") == 0)
        try CodePackage(zip: HandmadeZip([Entry("index.py")]).bytes).unpack(into: folder)
        #expect(try elsewhere.names() == ["keep"])
        #expect(try home.names("code") == ["index.py"])
    }

    @Test("refuses in words where it may not write")
    func system() throws {
        let package = try CodePackage(zip: HandmadeZip([Entry("index.py")]).bytes)
        let missing = "\(home.path)/no/code"
        #expect(
            throws: PackageFailure.system(operation: "create \(missing).partial", cause: "No such file or directory")
        ) {
            try package.unpack(into: missing)
        }
    }

    @Test("ends when its task is cancelled, and leaves nothing behind")
    func cancelled() async throws {
        let queue = PackageQueue(label: "test.packages")
        let zip = HandmadeZip([Entry("index.py")]).bytes
        let folder = folder
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await queue.unpack(zip, into: folder)
        }
        task.cancel()
        let ending = await task.result
        #expect(throws: PackageFailure.cancelled) { try ending.get() }
        #expect(try home.names().isEmpty)
        try await queue.unpack(zip, into: folder)
        #expect(try home.names() == ["code"])
    }

    @Test("takes turns, so that many may ask for one folder at once", .timeLimit(.minutes(1)))
    func manyAtOnce() async throws {
        let queue = PackageQueue(label: "test.packages")
        let zip = HandmadeZip((0..<50).map { Entry("\($0).py") }).bytes
        let folder = folder
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await queue.unpack(zip, into: folder) } }
            try await group.waitForAll()
        }
        #expect(try home.names("code").count == 50)
        #expect(try home.names() == ["code"])
    }

    @Test("is promised by acceptance, which finds what only the bytes tell")
    func acceptance() async throws {
        let queue = PackageQueue(label: "test.packages")
        #expect(try await queue.accept(HandmadeZip([Entry("a")]).bytes).entries.count == 1)
        await #expect(throws: PackageFailure.problem(.notAZip)) { try await queue.accept([1, 2, 3]) }
        await #expect(throws: PackageFailure.problem(.entryDamaged(path: "a", reason: "its checksum differs"))) {
            try await queue.accept(HandmadeZip([Entry("a").but { $0.checksum = 1 }]).bytes)
        }
    }
}
