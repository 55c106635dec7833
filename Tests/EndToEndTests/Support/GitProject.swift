import FoundationEssentials

/// A project in a repository of its own with one commit, so that its uploads have a provenance.
struct GitProject: Sendable {
    let path: String
    let commit: String

    init(of project: String, for server: SluiceServer) async throws {
        let path = try Checkout.copy(project, to: server.folder, as: "project")
        let git = { (arguments: [String]) async throws -> String in
            let identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
            let result = try await server.launcher.run(
                ["git"] + identity + arguments,
                of: "/usr/bin/env",
                directory: path
            )
            guard result.succeeded else { throw ProgramResult.Failed(result: result) }
            return result.output.filter { !$0.isNewline }
        }
        _ = try await git(["init", "--quiet", "--initial-branch", "main"])
        _ = try await git(["add", "."])
        _ = try await git(["commit", "--quiet", "--message", "Add the example"])
        commit = try await git(["rev-parse", "HEAD"])
        self.path = path
    }

    func replace(_ old: String, with new: String, in file: String) throws {
        let url = URL(filePath: "\(path)/\(file)")
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        guard text.contains(old) else { throw CocoaError(.fileReadCorruptFile) }
        try Data(text.replacing(old, with: new).utf8).write(to: url)
    }
}
