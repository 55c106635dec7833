import FoundationEssentials
import HTTPEngine
import HTTPModel
import NativeWire
import RuntimeSupervision
import TestSurroundings
import Testing

extension EndToEndTests {
    @Suite("The commands for keys and values, triggers and deletion do what they say")
    struct ResourceCommandTests {
        @Test("a namespace lives: made, filled one by one and at once, read, renamed, emptied, deleted")
        func keysAndValues() async throws {
            try await SluiceServer.running { server in
                let made: WireNamespace = try await server.cli("kv", "namespace", "create", "sessions", "--json").json()
                let option = "--namespace-id=\(made.id)"
                _ = try await server.cli("kv", "key", "put", option, "a/b", "ada", "--metadata", "[1]").checked()
                _ = try await server.cli("kv", "key", "put", option, "piped", input: "one\ntwo").checked()
                #expect(try await server.cli("kv", "key", "get", option, "piped").checked().output == "one\ntwo")

                let pairs = #"[{"key":"c","value":"AP8=","base64":true,"expiration_ttl":600,"metadata":{"by":"file"}}]"#
                try server.folder.write(pairs, to: "pairs.json")
                try server.folder.write(#"["c","a/b","none"]"#, to: "keys.json")
                let folder = server.folder.path
                _ = try await server.cli("kv", "bulk", "put", option, "pairs.json", in: folder).checked()
                let read: WireList<WirePair> = try await server.cli(
                    "kv",
                    "bulk",
                    "get",
                    option,
                    "keys.json",
                    in: folder
                )
                .json()
                #expect(read.items.map(\.key) == ["c", "a/b"])
                #expect(read.items.first?.value == "AP8=" && read.items.first?.metadata == #"{"by":"file"}"#)
                let list: WireList<WireKey> = try await server.cli("kv", "key", "list", option, "--json").json()
                #expect(list.items.map(\.name) == ["a/b", "c", "piped"])

                _ = try await server.cli("kv", "namespace", "rename", "sessions", "--new-name", "logins").checked()
                _ = try await server.cli("kv", "bulk", "delete", option, "keys.json", "-y", in: folder).checked()
                _ = try await server.cli("kv", "key", "delete", option, "piped").checked()
                #expect(try await server.cli("kv", "key", "list", option).checked().output == "There are no keys.\n")
                #expect(
                    try await server.cli("kv", "key", "get", option, "c", "--json").problem().code == "key_not_found"
                )
                let deleted = try await server.cli("kv", "namespace", "delete", option, "-y").checked()
                #expect(deleted.output == "deleted namespace logins (\(made.id))\n")
            }
        }

        @Test("routes, domains and hosts follow the file with a deployment, and drift is seen and mended")
        func triggers() async throws {
            try await SluiceServer.running(["--zone", "example.test"]) { server in
                let path = try Checkout.copy("Examples/hello", to: server.folder, as: "project")
                let project = Project(path: path, server: server)
                try project.configure(
                    #"routes = ["example.test/a*", { pattern = "app.example.test", custom_domain = true }]"#
                )
                _ = try await server.cli("deploy", in: path).checked()
                for host in ["example.test/abc", "app.example.test/any", "hello.localhost/"] {
                    #expect(try await project.status(host) == 200, "\(host)")
                }
                #expect(try await project.status("example.test/b") == 404)
                #expect(try await server.cli("triggers", "diff", in: path).ending == .exited(code: 0))

                try project.configure(
                    """
                    routes = ["example.test/b*"]
                    workers_dev = false
                    triggers = { crons = ["0 7 * * *"] }
                    """
                )
                let diff = try await server.cli("triggers", "diff", in: path)
                #expect(diff.ending == .exited(code: 5))
                #expect(diff.output.contains("- route  example.test/a*") && diff.output.contains("~ host  off"))
                _ = try await server.cli("triggers", "deploy", in: path).checked()
                #expect(try await server.cli("triggers", "diff", "--json", in: path).ending == .exited(code: 0))
                let present: WireTriggers = try await server.cli("triggers", "list", "--json", in: path).json()
                #expect(present.routes.map(\.source) == ["example.test/b*"])
                #expect(present.domains.map(\.source) == ["app.example.test"])
                #expect(present.crons.map(\.source) == ["0 7 * * *"])
                #expect(try await project.status("example.test/b") == 200)
                for host in ["example.test/abc", "hello.localhost/"] {
                    #expect(try await project.status(host) == 404, "\(host)")
                }

                try project.configure(#"routes = ["elsewhere.test/*"]"#)
                let refused = try await server.cli("deploy", "--json", in: path)
                #expect(refused.ending == .exited(code: 1))
                #expect(try refused.report().version.number == 2)
                let problem = try refused.report().problem
                #expect(problem.code == "host_unroutable")
                #expect(problem.detail.hasPrefix("Version 2 is deployed, but the triggers of hello are not"))
                #expect(try await project.status("example.test/b") == 200)
            }
        }

        @Test("a secret reaches the deployed code and nothing else: no draft ships, no split ends, no text is written")
        func secrets() async throws {
            try await SluiceServer.running { server in
                let path = try Checkout.copy("Examples/hello", to: server.folder, as: "project")
                let project = Project(path: path, server: server)
                let text = "hush-4711-hush"
                try project.write("live")
                _ = try await server.cli("deploy", in: path).checked()
                try project.write("draft")
                _ = try await server.cli("versions", "upload", in: path).checked()
                let put = try await server.cli("secret", "put", "KEY", in: path, input: "\(text)\n").checked()
                #expect(put.output.hasPrefix("hello version 3, deployed"))
                #expect(try await server.ask("/", of: "hello").text == "live \(text)")
                let names = try await server.cli("secret", "list", in: path).checked()
                #expect(names.output == "hello version 3\n  KEY\n")

                let versioned = ["versions", "secret", "bulk", "--json"]
                let made: WireUploadResult = try await server.launcher.run(
                    versioned,
                    environment: ["SLUICE_HOME": server.home],
                    directory: path,
                    input: #"{"KEY":"other","MORE":"1"}"#
                ).json()
                #expect(made.version.number == 4 && made.deployment == nil)
                #expect(try await server.ask("/", of: "hello").text == "live \(text)")

                _ = try await server.cli("versions", "deploy", "3@60", "4@40", "-y", in: path).checked()
                let refused = try await server.cli("secret", "put", "KEY", "--json", in: path, input: "third")
                #expect(try refused.problem().code == "split_in_force")
                let forced = ["secret", "delete", "KEY", "--override-split", "-y"]
                _ = try await server.launcher.run(forced, environment: ["SLUICE_HOME": server.home], directory: path)
                    .checked()
                #expect(try await server.ask("/", of: "hello").text == "live undefined")

                #expect(!server.logs.contains(text) && !server.outputs.contains(text))
                for name in try FileManager.default.contentsOfDirectory(atPath: server.home) where name.contains(".db")
                {
                    let data = try Data(contentsOf: URL(filePath: "\(server.home)/\(name)"))
                    #expect(data.firstRange(of: Data(text.utf8)) == nil, "\(name)")
                }
            }
        }

        @Test("a worker is deleted by its project, after a look at who calls it; whoami never tells the token")
        func deletion() async throws {
            try await SluiceServer.running { server in
                let path = try Checkout.copy("Examples/hello", to: server.folder, as: "project")
                _ = try await server.cli("deploy", in: path).checked()
                let vendor = try await VendorAPI(client: try server.api.client, token: try server.adminToken)
                try await vendor.deploy(
                    "export default { fetch() { return new Response() } }",
                    to: "caller",
                    services: ["BACK": "hello"]
                )
                let asked = try await server.cli("delete", in: path)
                #expect(asked.ending == .exited(code: 2))
                #expect(asked.errors.contains("caller (version 1) calls hello as env.BACK."))
                _ = try await server.cli("delete", "--force", in: path).checked()
                #expect(try await server.ask("/", of: "hello").status.code == 404)

                let token = try server.adminToken
                for arguments in [["whoami"], ["whoami", "--json"]] {
                    let me = try await server.launcher.run(arguments, environment: ["SLUICE_HOME": server.home])
                        .checked()
                    #expect(me.output.contains("admin") && me.output.contains("default"))
                    #expect(!(me.output + me.errors).contains(token))
                }
            }
        }

        /// A copy of an example whose configuration changes.
        private struct Project {
            let path: String
            let server: SluiceServer

            func configure(_ lines: String) throws {
                let text = """
                    name = "hello"
                    main = "src/index.js"
                    compatibility_date = "2026-11-01"
                    vars = { GREETING = "Hello" }
                    version_metadata = { binding = "VERSION" }
                    \(lines)

                    """
                try Data(text.utf8).write(to: URL(filePath: "\(path)/wrangler.toml"))
            }

            /// Makes the worker say a word and its secret.
            func write(_ word: String) throws {
                let code = "export default { fetch: (_, env) => new Response(`\(word) ${env.KEY}`) };\n"
                try Data(code.utf8).write(to: URL(filePath: "\(path)/src/index.js"))
            }

            /// What the gateway answers for a host and a path.
            func status(_ target: String) async throws -> Int {
                let host = target.prefix { $0 != "/" }
                let path = try HTTPTarget(String(target.dropFirst(host.count)))
                let request = HTTPRequest(.get, path, authority: String(host))
                let response = try await server.trafficClient().send(request)
                _ = try await response.body.collect(upTo: 1 << 20)
                return response.status.code
            }
        }
    }
}

extension ProgramResult {
    /// What came of a deployment, and why its triggers failed.
    fileprivate struct Report: Decodable {
        let version: Version
        let problem: Problem

        struct Version: Decodable {
            let number: Int
        }

        struct Problem: Decodable {
            let code: String
            let detail: String
        }
    }

    fileprivate func report() throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(output.utf8))
    }
}
