import Foundation
import HTTPModel
import NativeWire
import Testing

extension EndToEndTests {
    @Suite("A project of functions deploys, and is released by the command line alone")
    struct FunctionProjectTests {
        private struct Report: Decodable {
            let steps: [Step]

            struct Step: Decodable, Hashable {
                let change: String
                let kind: String
                let name: String
            }

            func changes(of kind: String) -> [String] { steps.filter { $0.kind == kind }.map(\.change) }
        }

        private struct Greeting: Decodable {
            let greeting: String
            let version: String
        }

        @Test("Python: deployed, called, published, canaried, rolled back, removed")
        func python() async throws {
            try await SluiceServer.running { server in
                let project = try Checkout.copy("Examples/functions-python", to: server.folder, as: "python")
                try await deployTwice(project, server)
                #expect(try await greeting("greetings/hello", server).version == "LATEST")
                let first = try await deploy(project, server, "--alias", "prod")
                #expect(first.changes(of: "version") == ["published"] && first.changes(of: "alias") == ["created"])
                try edit(project, "GREETING: Hello", "GREETING: Bonjour")
                let second = try await deploy(project, server, "--publish", "--description", "in French")
                #expect(second.changes(of: "function") == ["updated"] && second.changes(of: "version") == ["published"])
                #expect(
                    second.changes(of: "service") == ["unchanged"] && second.changes(of: "trigger") == ["unchanged"]
                )
                #expect(try await greeting("greetings.prod/hello", server).greeting == "Hello, Ada!")
                #expect(try await greeting("greetings.2/hello", server).greeting == "Bonjour, Ada!")
                try await moveAlias(server)
                try await removeVersions(server)
            }
        }

        /// A canary of all calls, then the version itself, and back by one step.
        private func moveAlias(_ server: SluiceServer) async throws {
            let alias = ["fc", "alias", "publish", "greetings", "prod"]
            _ = try await run(alias + ["--version", "1", "--canary", "2", "--weight", "100"], server)
            #expect(try await greeting("greetings.prod/hello", server).version == "2")
            _ = try await run(alias + ["--version", "2"], server)
            #expect(try await greeting("greetings.prod/hello", server).version == "2")
            _ = try await run(["fc", "alias", "rollback", "greetings", "prod", "--version", "HEAD^"], server)
            #expect(try await greeting("greetings.prod/hello", server).version == "1")
        }

        private func removeVersions(_ server: SluiceServer) async throws {
            let refused = try await server.cli("fc", "version", "remove", "greetings", "1", "-y", "--json")
            #expect(try refused.problem().code == "version_in_use")
            _ = try await run(["fc", "version", "remove", "greetings", "2", "-y"], server)
            _ = try await run(["fc", "version", "remove", "greetings", "1", "-y", "--force"], server)
            let dangling = try await server.cli("fc", "invoke", "greetings.prod/hello", "--json")
            #expect(!dangling.succeeded && dangling.output.contains("version_not_found"))
        }

        private func deployTwice(_ project: String, _ server: SluiceServer) async throws {
            let plan = try await server.cli("deploy", "--dry-run", in: project).checked()
            #expect(plan.output.contains("hello") && plan.output.contains("Nothing was sent."))
            let made = try await deploy(project, server)
            #expect(made.steps.map(\.change) == ["created", "created", "created"])
            let again = try await deploy(project, server)
            #expect(again.steps.map(\.change) == ["unchanged", "unchanged", "unchanged"])
        }

        @Test("Node.js: two functions of one service, by a plan of the plugin fc-canary")
        func node() async throws {
            try await SluiceServer.running { server in
                let project = try Checkout.copy("Examples/functions-node", to: server.folder, as: "node")
                try edit(
                    project,
                    "component: fc\n",
                    "component: fc\n    actions:\n      post-deploy:\n"
                        + "        - plugin: fc-canary\n          args: {canaryStep: {weight: 30}}\n"
                )
                let refused = try await server.cli("deploy", "--json", in: project)
                #expect(!refused.succeeded && refused.output.contains("canary_plan_unsupported"))
                #expect(try await server.cli("fc", "list", "--json").checked().output.contains(#""items" : []"#))
                try edit(project, "canaryStep: {weight: 30}", "canaryWeight: 30")
                let first = try await deploy(project, server)
                #expect(first.changes(of: "function") == ["created", "created"])
                #expect(try await serves(server) == ["1"])
                try edit(project, "timeout: 10", "timeout: 11")
                #expect(try await deploy(project, server).changes(of: "alias") == ["moved"])
                #expect(try await serves(server) == ["1", "2"])
                #expect(try await deploy(project, server).changes(of: "alias") == ["unchanged"])
                let words = ["fc", "invoke", "texts/count", "--event", "one two", "--tail"]
                let called = try await run(words, server)
                #expect(called.output.contains(#""words":2"#) && called.errors.contains("counted 2"))
                let unchanged = try await server.cli("fc", "version", "publish", "texts", "--json")
                #expect(!unchanged.succeeded && unchanged.output.contains("version_publish_error"))
                _ = try await run(["fc", "version", "publish", "texts", "--ignore-no-change"], server)
            }
        }

        /// The versions that the plan's alias leads to.
        private func serves(_ server: SluiceServer) async throws -> [String] {
            struct Alias: Decodable {
                let versionId: String
                let additionalVersionWeight: [String: Double]?
            }
            let alias: Alias = try await run(["fc", "alias", "get", "texts", "count_stable", "--json"], server).json()
            #expect(alias.additionalVersionWeight.map { Array($0.values) } ?? [0.3] == [0.3])
            return [alias.versionId] + (alias.additionalVersionWeight ?? [:]).keys
        }

        private func deploy(_ project: String, _ server: SluiceServer, _ words: String...) async throws -> Report {
            let result = try await server.launcher.run(
                ["deploy", "--json"] + words,
                environment: ["SLUICE_HOME": server.home],
                directory: project
            )
            return try result.json(Report.self)
        }

        private func run(_ words: [String], _ server: SluiceServer) async throws -> ProgramResult {
            try await server.launcher.run(words, environment: ["SLUICE_HOME": server.home]).checked()
        }

        private func greeting(_ function: String, _ server: SluiceServer) async throws -> Greeting {
            let result = try await server.cli("fc", "invoke", function, "--event", #"{"name":"Ada"}"#).checked()
            return try JSONDecoder().decode(Greeting.self, from: Data(result.output.utf8))
        }

        private func edit(_ project: String, _ old: String, _ new: String) throws {
            let url = URL(filePath: "\(project)/s.yaml")
            let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            #expect(text.contains(old))
            guard let place = text.range(of: old) else { return }
            try Data(text.replacingCharacters(in: place, with: new).utf8).write(to: url)
        }
    }
}
