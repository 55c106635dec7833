import Foundation
import Telemetry
import Testing

@Suite("A rotating log file")
struct RotatingFileSinkTests {
    /// Runs a test in a folder that is gone afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = "\(NSTemporaryDirectory())/sluice-log-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func sizes(_ folder: String) throws -> [String: Int] {
        var sizes: [String: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            sizes[name] = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)")).count
        }
        return sizes
    }

    private func line(_ letter: String) -> [UInt8] {
        Array((String(repeating: letter, count: 99) + "\n").utf8)
    }

    @Test("closes full files, and the folder never holds more than its cap, whoever writes")
    func caps() throws {
        try withFolder { folder in
            let one = try RotatingFileSink(folder: folder, name: "one", fileBytes: 250, folderBytes: 1000)
            let two = try RotatingFileSink(folder: folder, name: "two", fileBytes: 250, folderBytes: 1000)
            for round in 0..<20 {
                one.write(line("a"))
                if round.isMultiple(of: 3) { two.write(line("b")) }
                #expect(try sizes(folder).values.reduce(0, +) <= 1000)
                #expect(try sizes(folder).values.allSatisfy { $0 <= 250 })
            }
            let names = try sizes(folder).keys.sorted()
            #expect(names.contains("one.log") && names.contains("two.log"))
            #expect(names.contains("one.9.log") && !names.contains("one.1.log"))
        }
    }

    @Test("goes on where an earlier process stopped")
    func reopening() throws {
        try withFolder { folder in
            for _ in 0..<3 {
                try RotatingFileSink(folder: folder, name: "a", fileBytes: 250, folderBytes: 1000).write(line("x"))
            }
            #expect(try sizes(folder) == ["a.log": 100, "a.1.log": 200])
        }
    }

    @Test("is readable by its owner only")
    func permissions() throws {
        try withFolder { folder in
            let sink = try RotatingFileSink(folder: folder, name: "a")
            sink.write(line("x"))
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/a.log")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("says which file it cannot open")
    func unopenable() {
        #expect(throws: RotatingFileSink.OpenFailed.self) {
            try RotatingFileSink(folder: "/proc/none", name: "a")
        }
    }
}
