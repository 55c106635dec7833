import Foundation
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("A new project is written whole or not at all", .timeLimit(.minutes(1)))
struct InitCommandTests {
    @Test("writes a project into a folder of its own that deploys without a warning", arguments: [[], ["--ts"]])
    func writes(options: [String]) async throws {
        let fixture = try SessionFixture()
        let made = try await fixture.run(["init", "fresh"] + options)
        #expect(made.code == .success)
        #expect(made.output.contains("fresh is ready in \(fixture.folder.path)/fresh"))
        #expect(made.output.hasSuffix("next: cd fresh && sluice deploy\n"))
        let plan = try await fixture.run("deploy", "--dry-run", "--json", "-c", "fresh/wrangler.jsonc")
        #expect(plan.code == .success)
        #expect(plan.errors.isEmpty)
        #expect(plan.output.contains(options.isEmpty ? "src/index.js" : "src/index.ts"))
    }

    @Test("without a name it is this folder's, as far as that can name a worker")
    func thisFolder() async throws {
        let fixture = try SessionFixture()
        let made = try await fixture.run("init", "--json")
        let name = try #require(fixture.folder.path.split(separator: "/").last?.lowercased())
        #expect(made.code == .success)
        #expect(made.output.contains("\"worker\" : \"\(name)\""))
    }

    @Test("overwrites nothing, and then writes nothing", arguments: ["fresh/wrangler.jsonc", "fresh/src/index.js"])
    func overwritesNothing(file: String) async throws {
        let fixture = try SessionFixture()
        try fixture.folder.write("mine", to: file)
        let refused = try await fixture.run("init", "fresh")
        #expect(refused.code == .files)
        #expect(refused.errors.hasPrefix("error[file_exists]:"))
        #expect(try fixture.folder.text(of: file) == "mine")
        let folder = "\(fixture.folder.path)/fresh"
        let present = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains(".") }
        #expect(present == [String(file.dropFirst("fresh/".count))])
    }
}
