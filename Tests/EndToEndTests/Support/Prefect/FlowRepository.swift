import FoundationEssentials
import HTTPModel
import TestSurroundings

/// `Examples/flow-git` in a repository of its own, deployed as a job of GitHub's Actions does it.
struct FlowRepository: Sendable {
    let path: String
    private let launcher: ProgramLauncher

    init(in folder: TemporaryFolder, by launcher: ProgramLauncher) async throws {
        path = try Checkout.copy("Examples/flow-git", to: folder, as: "project")
        self.launcher = launcher
        _ = try await shell("git init --quiet --initial-branch main .")
    }

    /// Has the flow greet by another word, commits that, and returns the commit.
    func commit(greeting: String) async throws -> String {
        let file = URL(filePath: "\(path)/flow.py")
        let code = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("GREETING = ") ? "GREETING = \"\(greeting)\"" : line
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        return try await shell(
            """
            git add . &&
            git -c user.name=Tester -c user.email=tester@example.org commit --quiet --message 'Say \(greeting)' &&
            git rev-parse HEAD
            """
        )
    }

    /// Runs `prefect deploy` with the variables that GitHub sets for a commit.
    func deploy(_ commit: String, by client: PrefectClient) async throws {
        let environment = [
            "FLOW_REPOSITORY": path, "GITHUB_SHA": commit, "GITHUB_REF_NAME": "main",
            "GITHUB_REPOSITORY": "octo/flow", "GITHUB_SERVER_URL": "https://octo:s3cret@github.test",
        ]
        _ = try await client.run("--no-prompt", "deploy", "--all", in: path, environment: environment).checked()
    }

    private func shell(_ script: String) async throws -> String {
        let result = try await launcher.run(["-c", script], of: "/bin/sh", directory: path).checked()
        return result.output.filter { !$0.isNewline }
    }
}
