import Foundation
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
    }

    /// Parses and runs a command line as the tool does, without a terminal.
    func run(_ words: String...) async throws -> Outcome {
        try await run(words)
    }

    func run(_ words: [String]) async throws -> Outcome {
        let output = try stream("out")
        let errors = try stream("err")
        let console = Console(
            output: TextChannel(descriptor: output.fileDescriptor, hasColor: true),
            errors: TextChannel(descriptor: errors.fileDescriptor, hasColor: true),
            keyboard: nil,
            isQuiet: false
        )
        let code = await outcome(words, console)
        try output.close()
        try errors.close()
        return Outcome(code: code, output: try folder.text(of: "out"), errors: try folder.text(of: "err"))
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
