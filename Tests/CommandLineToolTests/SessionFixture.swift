import Foundation
import TestSurroundings
import Testing

@testable import CommandLineTool

/// A command run in a folder, whose output goes to files there.
struct SessionFixture: Sendable {
    let folder: TemporaryFolder
    let environment: [String: String]

    init(environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        self.environment = ["SLUICE_HOME": "\(folder.path)/home"].merging(environment) { _, given in given }
    }

    /// What a command left behind.
    struct Outcome {
        let code: ExitCode
        let output: String
        let errors: String
        /// The output, which may be no text.
        let bytes: Data
    }

    /// Parses and runs a command line as the tool does, without a terminal.
    func run(_ words: String...) async throws -> Outcome {
        try await run(words)
    }

    /// Runs a command line with something piped in; by default nothing.
    func run(_ words: [String], input: String = "") async throws -> Outcome {
        try folder.write(input, to: "in")
        let input = try FileHandle(forReadingFrom: URL(filePath: "\(folder.path)/in"))
        let output = try stream("out")
        let errors = try stream("err")
        var console = Console(
            output: TextChannel(descriptor: output.fileDescriptor, hasColor: true),
            errors: TextChannel(descriptor: errors.fileDescriptor, hasColor: true),
            keyboard: nil,
            isQuiet: false
        )
        console.input = InputReader(standardInput: input.fileDescriptor)
        let code = await outcome(words, console)
        try input.close()
        try output.close()
        try errors.close()
        let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/out"))
        return Outcome(
            code: code,
            output: String(decoding: bytes, as: UTF8.self),
            errors: try folder.text(of: "err"),
            bytes: bytes
        )
    }

    func session(_ words: [String], _ console: Console) throws(CommandFailure) -> (any Command.Type, Session)? {
        let parser = ArgumentParser(root: .sluice, environment: environment)
        guard case .run(let command, let arguments) = try parser.parse(words) else { return nil }
        let session = Session(
            arguments: arguments,
            environment: environment,
            console: console,
            server: NoServer(),
            workingFolder: folder.path,
            now: { Date() }
        )
        return (command, session)
    }

    private func outcome(_ words: [String], _ console: Console) async -> ExitCode {
        do throws(CommandFailure) {
            guard let (command, session) = try session(words, console) else { return .success }
            return try await command.run(session)
        } catch {
            for line in FailureReport(failure: error).lines() { console.errors.line(line) }
            return error.exitCode
        }
    }

    private func stream(_ name: String) throws -> FileHandle {
        try folder.write("", to: name)
        return try FileHandle(forWritingTo: URL(filePath: "\(folder.path)/\(name)"))
    }
}

/// Stands where no test goes: commands on the server's own state belong to the server.
struct NoServer: ServerCommands {
    var version: String { "9.9.9" }

    func serve(_ options: ServeOptions) async -> Int32 { unexpected() }
    func runRole(_ role: String, arguments: [String]) async -> Int32 { unexpected() }
    func check(home: String, json: Bool) async -> Int32 { unexpected() }
    func backup(to file: String, home: String, withKeys: Bool) async -> Int32 { unexpected() }
    func restore(from file: String, home: String, force: Bool) async -> Int32 { unexpected() }

    private func unexpected() -> Int32 {
        Issue.record("no server was to be asked")
        return 99
    }
}
