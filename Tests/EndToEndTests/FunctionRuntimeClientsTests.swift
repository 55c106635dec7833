import Testing

extension EndToEndTests {
    /// Functions of the vendor's SDKs, unmodified, as they really run: see `Tests/Clients/function-compute`.
    @Suite("Functions run as promised, through the whole server", .timeLimit(.minutes(10)))
    struct FunctionRuntimeClientsTests {
        @Test("every runtime: events, requests, initializers, hooks, failures, and what really runs it")
        func runtimes() async throws {
            try await run("runtimes.py")
        }

        @Test("hostile functions fail as documented, their neighbour goes on answering, and nothing is left")
        func hostile() async throws {
            try await run("hostile.py")
        }

        @Test("kill -9 of either process: every call that was accepted is run at least once")
        func durable() async throws {
            try await run("durable.py", ["--grant-function-network"])
        }

        private func run(_ program: String, _ options: [String] = []) async throws {
            try await SluiceServer.running(options) { server in
                let result = try await server.runFunctionCompute(
                    program,
                    "--token",
                    server.adminToken,
                    "--log",
                    "\(server.home)/logs/functions.log"
                )
                #expect(result.succeeded, "\(result.failedChecks)")
            }
        }
    }
}
