import TestSurroundings
import Testing

extension EndToEndTests {
    /// What real clients of Cloudflare's send, against a server of its own each; `Tests/Clients/README.md` says how.
    @Suite("Cloudflare's clients work unchanged", .timeLimit(.minutes(10)))
    struct CloudflareClientsTests {
        private static let limit: Duration = .seconds(180)

        @Test("every recorded command of wrangler", arguments: ["3.57.0", "3.114.17", "4.86.0", "4.164.0"])
        func replay(release: String) async throws {
            try await run("wrangler/replay.py", [release])
        }

        @Test("everything that is promised of the Python SDK, and every error", arguments: ["5.0.0", "5.6.0", "5.9.0"])
        func surface(release: String) async throws {
            try await run("cloudflare/surface.py", ["--zone", "example.test"], sdk: release)
        }

        @Test("the whole life of a worker, with traffic at every step")
        func life() async throws {
            try await run(
                "cloudflare/life.py",
                ["--zone", "example.test", "--domain", "localhost", "--cron-wait", "75"],
                sdk: "5.6.0",
                meetsTraffic: true
            )
        }

        /// Runs one of the programs; what it reports is shown when it fails.
        private func run(
            _ program: String,
            _ arguments: [String],
            sdk release: String? = nil,
            meetsTraffic: Bool = false
        ) async throws {
            let options = ["--zone", "example.test", "--allow-unsupported-bindings"]
            try await SluiceServer.running(options) { server in
                let endpoints = try server.endpoints()
                let library = release.map { ["PYTHONPATH": "\(Checkout.root)/.venv/clients/cloudflare-\($0)"] }
                let gateway = meetsTraffic ? ["--gateway", endpoints.traffic] : []
                let result = try await server.launcher.run(
                    [
                        "python3", "\(Checkout.root)/Tests/Clients/\(program)", "--api",
                        "\(endpoints.control)/client/v4",
                        "--token", try server.adminToken,
                    ] + gateway + arguments,
                    of: "/usr/bin/env",
                    environment: library ?? [:],
                    directory: server.folder.path,
                    within: Self.limit
                )
                let failures = result.output.split(separator: "\n").filter { !$0.hasPrefix("passed") }.suffix(60)
                #expect(result.succeeded, "\(failures.joined(separator: "\n"))\(result.errors)")
            }
        }
    }
}
