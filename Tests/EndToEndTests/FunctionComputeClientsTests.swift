import Testing

extension EndToEndTests {
    /// The vendor's two Python SDKs, unmodified, against a server of its own each, with functions that really run.
    @Suite("Function Compute's clients work unchanged", .timeLimit(.minutes(10)))
    struct FunctionComputeClientsTests {
        private static let limit: Duration = .seconds(240)

        @Test("everything that is promised of the SDK of 2021")
        func surfaceOfToday() async throws {
            try await run("surface_2021.py")
        }

        @Test("everything that is promised of the SDK of 2016")
        func surfaceOfOld() async throws {
            try await run("surface_2016.py")
        }

        @Test("the whole life of a service, with calls at every step")
        func life() async throws {
            try await run("life.py", wantsToken: true)
        }

        @Test("of a hundred who move an alias at once, or publish, one succeeds and nobody's change is lost")
        func races() async throws {
            try await run("races.py")
        }

        @Test("a published version stays what it is, whichever API is tried")
        func immutable() async throws {
            try await run("immutable.py", wantsToken: true)
        }

        /// Runs one of the programs; what it reports is shown when it fails.
        private func run(_ program: String, wantsToken: Bool = false) async throws {
            try await SluiceServer.running(["--zone", "example.test"]) { server in
                let endpoints = try server.endpoints()
                let made = try await server.cli("access-key", "create", "tests", "--scope", "admin", "--json")
                let key = try made.json(Key.self)
                let token = wantsToken ? ["--token", try server.adminToken] : []
                let libraries = ["alibabacloud-fc-2.0.12", "aliyun-fc2-2.5.2"].map {
                    "\(Checkout.root)/.venv/clients/\($0)"
                }
                let result = try await server.launcher.run(
                    [
                        "python3", "\(Checkout.root)/Tests/Clients/function-compute/\(program)",
                        "--endpoint", String(endpoints.control.dropFirst("http://".count)),
                        "--traffic", String(endpoints.traffic.dropFirst("http://".count)),
                        "--key", key.id, "--secret", key.secret, "--account", key.account, "--zone", "example.test",
                    ] + token,
                    of: "/usr/bin/env",
                    environment: ["PYTHONPATH": libraries.joined(separator: ":")],
                    directory: server.folder.path,
                    within: Self.limit
                )
                let failures = result.output.split(separator: "\n").filter { !$0.hasPrefix("passed") }.suffix(60)
                #expect(result.succeeded, "\(failures.joined(separator: "\n"))\(result.errors)")
            }
        }

        private struct Key: Decodable {
            let id: String
            let secret: String
            let account: String
        }
    }
}
