import EventDispatch
import Foundation
import Testing

@Suite("The file of the last minute fired")
struct MinuteFileTests {
    private func withFile(_ body: (MinuteFile, _ folder: URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "minute-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        try body(MinuteFile(path: folder.appending(path: "minute").path), folder)
    }

    @Test("holds what was noted last, and nothing at first")
    func roundTrip() throws {
        try withFile { file, folder in
            let (first, second): (UTCMinute, UTCMinute) = ("2026-11-21T12:00", "2026-11-21T11:00")
            #expect(try file.lastMinute() == nil)
            try file.note(first)
            try file.note(second)
            #expect(try file.lastMinute() == second)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(files == ["minute"])
        }
    }

    @Test("counts as nothing noted when it holds something else", arguments: ["", "noon", "12 ", "1e9"])
    func garbage(content: String) throws {
        try withFile { file, _ in
            try Data(content.utf8).write(to: URL(filePath: file.path))
            #expect(try file.lastMinute() == nil)
        }
    }

    @Test("says so when it cannot be written")
    func noFolder() throws {
        let file = MinuteFile(path: "/nowhere/minute")
        #expect(throws: (any Error).self) { try file.note("2026-11-21T12:00") }
    }
}
