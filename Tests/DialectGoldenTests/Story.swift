import Foundation
import HTTPModel
import Testing

/// A file of requests, each with the answer that it gets after those above it.
struct Story {
    let name: String
    private(set) var steps: [Step]

    /// Whether answers are written rather than compared.
    static let isWriting = ProcessInfo.processInfo.environment["SLUICE_WRITE_GOLDEN"] == "1"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let end = "==="

    /// The names of all stories of a dialect.
    static func all(of dialect: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: dialect).path(percentEncoded: false)
        )
        return names.filter { $0.hasSuffix(".txt") }.map { "\(dialect)/\($0)" }.sorted()
    }

    init(_ name: String) throws {
        self.name = name
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: Self.end[...])
        steps = try parts.filter { $0.contains { !$0.isEmpty } }.map { try Step($0.map(String.init)) }
    }

    /// Tells a story on a stage, and compares its answers, or writes them.
    static func tell(_ name: String, on stage: some StoryStage) async throws {
        var story = try Story(name)
        var teller = Teller(stage)
        for (index, step) in story.steps.enumerated() {
            let answer = try await teller.answer(step)
            if !isWriting { #expect(answer == step.answer, "\(step.lines.joined(separator: "\n"))") }
            story.steps[index].answer = answer
        }
        if isWriting { try story.write() }
    }

    private func write() throws {
        let text = steps.map(\.text).joined(separator: "\n\(Self.end)\n") + "\n"
        try text.write(to: Self.folder.appending(path: name), atomically: true, encoding: .utf8)
    }
}
