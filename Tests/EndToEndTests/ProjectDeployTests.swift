import Foundation
import HTTPModel
import NativeWire
import RuntimeSupervision
import TestSurroundings
import Testing

extension EndToEndTests {
    @Suite("A project deploys with all that its configuration names")
    struct ProjectDeployTests {
        @Test("static files, a namespace, another worker, variables and secrets")
        func guestbook() async throws {
            try await SluiceServer.running { server in
                _ = try await server.cli("deploy", in: Checkout.copy("Examples/hello", to: server.folder, as: "hello"))
                    .checked()
                let book = try await GitProject(of: "Examples/guestbook", for: server)
                let refused = try await server.cli("deploy", "--json", in: book.path)
                #expect(try refused.problem().code == "binding_namespace_missing")
                try await bindNamespace(of: book, server)
                try await deployFirst(book, server)
                try await expectService(server)
                try await expectSecretsStay(book, server)
            }
        }

        /// Makes a namespace, and puts its id where the example has none.
        private func bindNamespace(of book: GitProject, _ server: SluiceServer) async throws {
            struct Made: Decodable {
                let id: String
            }
            let answer = try await CloudflareAssets(server)
                .send(.post, "storage/kv/namespaces", body: .text(#"{"title":"entries"}"#))
            let made = try JSONDecoder().decode(CloudflareAssets.Envelope<Made>.self, from: answer.body).result
            try book.replace(String(repeating: "0", count: 32), with: made.id, in: "wrangler.jsonc")
        }

        private func deployFirst(_ book: GitProject, _ server: SluiceServer) async throws {
            let plan = try await server.cli("deploy", "--dry-run", in: book.path).checked().output
            for name in ["env.ENTRIES", "env.HELLO", "env.FILES", "env.TITLE", "/guestbook.js", "_headers", "/api/*"] {
                #expect(plan.contains(name), "\(plan)")
            }
            #expect(!plan.contains("README.md"))
            let first = try await server.cli("deploy", "--json", in: book.path).json(WireUploadResult.self)
            #expect(first.version.number == 1)
            #expect(first.commit.state == "in_force")
        }

        private func expectService(_ server: SluiceServer) async throws {
            let page = try await server.ask("/", of: "guestbook")
            #expect(page.text.contains("<h1>Guestbook</h1>"))
            #expect(page.fields["x-content-type-options"] == "nosniff")
            #expect(
                try await server.ask("/guestbook.js", of: "guestbook").fields[.contentType]?.contains("javascript")
                    == true
            )
            #expect(try await server.ask("/book", of: "guestbook").status.code == 301)
            let missing = try await server.ask("/README.md", of: "guestbook")
            #expect(missing.status == .notFound && missing.text.contains("not in the book"))
            let signed = try await server.ask("/api/entries", of: "guestbook", method: .post, body: .text("Ada"))
            #expect(signed.status == .created)
            #expect(
                try await server.ask("/api/entries", of: "guestbook").text
                    == #"{"title":"Guestbook","entries":["Ada"]}"#
            )
            #expect(try await server.ask("/api/hello", of: "guestbook").text.contains(#""greeting":"Hello""#))
            #expect(try await server.ask("/api/else", of: "guestbook").status == .notFound)
        }

        private func expectSecretsStay(_ book: GitProject, _ server: SluiceServer) async throws {
            try Data(#"{"TOKEN":"swordfish"}"#.utf8).write(to: URL(filePath: "\(book.path)/secrets.json"))
            let second = try await server.cli(
                "deploy",
                "--json",
                "--secrets-file",
                "secrets.json",
                "--var",
                "MOOD:bright",
                in: book.path
            )
            .checked()
            #expect(!second.output.contains("swordfish") && !second.errors.contains("swordfish"))
            #expect(try await names(of: 2, server) == ["ENTRIES", "FILES", "HELLO", "MOOD", "TITLE", "TOKEN"])
            _ = try await server.cli("deploy", "--keep-vars", in: book.path).checked()
            #expect(try await names(of: 3, server) == ["ENTRIES", "FILES", "HELLO", "MOOD", "TITLE", "TOKEN"])
            _ = try await server.cli("deploy", in: book.path).checked()
            #expect(try await names(of: 4, server) == ["ENTRIES", "FILES", "HELLO", "TITLE", "TOKEN"])
            #expect(try await server.ask("/api/entries", of: "guestbook").text.contains("Ada"))
            #expect(!server.logs.contains("swordfish"))
        }

        private func names(of version: Int, _ server: SluiceServer) async throws -> [String] {
            let detail = try await server.cli("versions", "view", "\(version)", "--json", "-n", "guestbook")
                .json(WireVersionDetail.self)
            return detail.content?.bindings.map(\.name) ?? []
        }

        @Test("what init writes deploys as it is, in either language, and nothing is written twice")
        func initialises() async throws {
            try await SluiceServer.running { server in
                for (name, options) in [("plain", [String]()), ("typed", ["--ts"])] {
                    let made = try await server.launcher.run(["init", name] + options, directory: server.folder.path)
                    #expect(try made.checked().output.contains("cd \(name) && sluice deploy"))
                    let folder = "\(server.folder.path)/\(name)"
                    let deployed = try await server.cli("deploy", in: folder).checked()
                    #expect(deployed.errors.isEmpty, "no warnings: \(deployed.errors)")
                    #expect(try await server.ask("/world", of: name).text == "Hello from /world\n")
                    let again = try await server.launcher.run(["init", name], directory: server.folder.path)
                    #expect(again.ending == .exited(code: 4))
                    #expect(again.errors.contains("error[file_exists]"))
                }
            }
        }

        @Test("a gradual deployment is not ended by the way")
        func gradual() async throws {
            try await SluiceServer.running { server in
                let project = try await GitProject(of: "Examples/hello", for: server)
                _ = try await server.cli("deploy", in: project.path).checked()
                try project.replace("\"Hello\"", with: "\"Hi\"", in: "wrangler.toml")
                _ = try await server.cli("versions", "upload", in: project.path).checked()
                _ = try await server.cli("versions", "deploy", "1@90", "2@10", "-y", in: project.path).checked()
                for options in [[], ["-y"]] {
                    let refused = try await server.launcher.run(
                        ["deploy", "--json"] + options,
                        environment: ["SLUICE_HOME": server.home],
                        directory: project.path
                    )
                    #expect(refused.ending == .exited(code: 1))
                    #expect(refused.output.contains("\"split_in_force\""))
                    #expect(refused.output.contains("--override-split"))
                }
                #expect(try await server.api.versions(of: "hello").count == 2)
                let forced = try await server.cli("deploy", "--json", "--override-split", in: project.path)
                    .json(WireUploadResult.self)
                #expect(forced.deployment?.shares.map(\.version) == [3])
            }
        }
    }
}
