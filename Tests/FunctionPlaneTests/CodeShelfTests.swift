import CodePackages
import FoundationEssentials
import ReleaseModel
import Synchronization
import TestSurroundings
import Testing

@testable import FunctionPlane

@Suite("Unpacked code")
struct CodeShelfTests {
    private let folder: TemporaryFolder
    private let packages = Packages()
    private let account = TestService.account

    /// What is asked for, and how often it was.
    private final class Packages: Sendable {
        let zips = Mutex<[Digest: [UInt8]]>([:])
        let readCount = Mutex(0)
    }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func pack(_ text: String) throws -> Digest {
        let source = try TemporaryFolder()
        try Data(text.utf8).write(to: URL(filePath: "\(source.path)/index.py"))
        let digest = TestService.digest(text)
        let zip = try CodePackage(packing: source.path).zip
        packages.zips.withLock { $0[digest] = zip }
        return digest
    }

    private func shelf(budget: Int = 1 << 20) -> CodeShelf {
        CodeShelf(folder: folder.path + "/code", budget: budget) { [packages] digest, _ in
            packages.readCount.withLock { $0 += 1 }
            return packages.zips.withLock { $0[digest] } ?? []
        }
    }

    private func text(_ loan: CodeShelf.Loan) -> String? {
        (try? Data(contentsOf: URL(filePath: loan.folder + "/index.py"))).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("is made once, however many ask at once, and again after a restart is still there")
    func once() async throws {
        let digest = try pack("one")
        let shelf = shelf()
        let loans = try await withThrowingTaskGroup(of: CodeShelf.Loan.self) { group in
            for _ in 0..<20 { group.addTask { try await shelf.borrow(digest, account: account) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(loans).count == 1 && loans.first.flatMap(text) == "one")
        #expect(packages.readCount.withLock { $0 } == 1)
        let next = try await self.shelf().borrow(digest, account: account)
        #expect(next == loans.first && packages.readCount.withLock { $0 } == 1)
    }

    @Test("that was damaged meanwhile is made anew", arguments: ["changed", "removed", "label"])
    func damage(kind: String) async throws {
        let digest = try pack("one")
        let loan = try await shelf().borrow(digest, account: account)
        let file = loan.folder + "/index.py"
        switch kind {
        case "changed":
            try FileManager.default.removeItem(atPath: file)
            try Data("forged".utf8).write(to: URL(filePath: file))
        case "removed": try FileManager.default.removeItem(atPath: file)
        default: try Data("{".utf8).write(to: URL(filePath: loan.folder + ".label"))
        }
        let again = try await shelf().borrow(digest, account: account)
        #expect(text(again) == "one" && packages.readCount.withLock { $0 } == 2)
    }

    @Test("that nobody uses goes when there is too much, the least recently used first")
    func budget() async throws {
        let (one, two, three) = (try pack("1111"), try pack("2222"), try pack("3333"))
        let shelf = shelf(budget: 8)
        let first = try await shelf.borrow(one, account: account)
        let second = try await shelf.borrow(two, account: account)
        let third = try await shelf.borrow(three, account: account)
        // All are in use, whatever they take.
        #expect([first, second, third].map(text) == ["1111", "2222", "3333"])
        await shelf.giveBack(second)
        #expect([first, second, third].map(text) == ["1111", nil, "3333"])
        await shelf.giveBack(first)
        await shelf.giveBack(third)
        #expect([first, third].map(text) == ["1111", "3333"])
        _ = try await shelf.borrow(two, account: account)
        await shelf.giveBack(try await shelf.borrow(three, account: account))
        #expect([first, second, third].map(text) == [nil, "2222", "3333"])
    }

    @Test("that cannot be read fails each time it is asked for")
    func failing() async throws {
        let shelf = shelf()
        for _ in 0..<2 {
            await #expect(throws: (any Error).self) {
                try await shelf.borrow(TestService.digest("none"), account: account)
            }
        }
        #expect(packages.readCount.withLock { $0 } == 2)
    }
}
