import FoundationEssentials
import HTTPModel
import TestSurroundings
import Testing

extension EndToEndTests {
    /// The examples for Prefect, deployed by its own client to a stock server.
    @Suite(
        "Flows of the examples run what they are pinned to",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence))
    )
    struct FlowExampleTests {
        @Test("a run clones the commit of its deployment, whatever was committed since")
        func commit() async throws {
            try await PrefectServer.running { server in
                let client = try PrefectClient(of: server.url, by: server.launcher)
                let project = try Checkout.copy("Examples/flow-git", to: server.folder, as: "project")
                let first = try await commit(project, server)
                let file = URL(filePath: "\(project)/flow.py")
                let code = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                try Data(code.replacing("Hello", with: "Goodbye").utf8).write(to: file)
                _ = try await commit(project, server)

                _ = try await client.run("work-pool", "create", "local", "--type", "process").checked()
                let environment = ["FLOW_REPOSITORY": project, "GITHUB_SHA": first]
                _ = try await client.run("--no-prompt", "deploy", "--all", in: project, environment: environment)
                    .checked()
                let steps = try await server.api.deployment("greet", "production")["pull_steps"]
                #expect(steps?.text.contains(first) == true)

                _ = try await client.run("deployment", "run", "greet/production").checked()
                let run = try await client.run(
                    "worker",
                    "start",
                    "--pool",
                    "local",
                    "--run-once",
                    in: server.folder.path
                ).checked()
                #expect((run.output + run.errors).contains("Hello, world!"))
            }
        }

        /// Commits all there is, and returns the commit.
        private func commit(_ project: String, _ server: PrefectServer) async throws -> String {
            let script = """
                git init --quiet --initial-branch main . && git add . &&
                git -c user.name=Tester -c user.email=tester@example.org commit --quiet --message Example &&
                git rev-parse HEAD
                """
            let result = try await server.launcher.run(["-c", script], of: "/bin/sh", directory: project).checked()
            return result.output.filter { !$0.isNewline }
        }
    }
}
