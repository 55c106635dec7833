import Testing

extension EndToEndTests {
    /// The vendor's two Python SDKs, unmodified, against a server of its own each, with functions that really run.
    @Suite("Function Compute's clients work unchanged", .timeLimit(.minutes(10)))
    struct FunctionComputeClientsTests {
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
                let result =
                    wantsToken
                    ? try await server.runFunctionCompute(program, "--token", server.adminToken)
                    : try await server.runFunctionCompute(program)
                #expect(result.succeeded, "\(result.failedChecks)")
            }
        }
    }
}
