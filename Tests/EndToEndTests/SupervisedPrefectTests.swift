import FoundationEssentials
import HTTPModel
import RuntimeSupervision
import Testing

extension EndToEndTests {
    /// `sluice serve --prefect`: the server behind Prefect's listener is started, kept running and stopped.
    @Suite(
        "A supervised Prefect server belongs to the server that started it",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence))
    )
    struct SupervisedPrefectTests {
        @Test("it comes back where it was after kill -9, keeps its state, and leaves with the server")
        func life() async throws {
            try await SluiceServer.running(["--prefect"]) { server in
                let upstream = try await upstream(of: server)
                let api = try PrefectAPI(of: upstream)
                try await api.checked(.post, "/flows/", ["name": "kept"])
                let first = try #require(server.processes.prefect)

                first.killIfAlive()
                try await answers(api)
                #expect(server.processes.prefect != first)
                #expect(try await api.checked(.get, "/flows/name/kept")["name"]?.string == "kept")

                try await server.kill(.supervisor)
                try await Deadline(in: SluiceServer.leftoverLimit).wait("nothing is left") { server.processes.isEmpty }

                try await server.start()
                let again = try PrefectAPI(of: try await self.upstream(of: server))
                #expect(try await again.checked(.get, "/flows/name/kept")["name"]?.string == "kept")
            }
        }

        @Test("it asks for the password of the environment, which no log, file or argument tells")
        func credential() async throws {
            let secret = "operator:8f2c-not-in-any-argument"
            let environment = ["SLUICE_PREFECT_AUTH_STRING": secret]
            try await SluiceServer.running(["--prefect"], environment: environment) { server in
                let upstream = try await upstream(of: server)
                #expect(try await PrefectAPI(of: upstream).send(.get, "/admin/version").status == .unauthorized)
                let version = try await PrefectAPI(of: upstream, credential: secret).checked(.get, "/admin/version")
                #expect(version.string == PrefectEnvironment.release)
                #expect(!(server.logs + server.outputs).contains(secret))
                #expect(!server.processes.entries.contains { $0.arguments.contains { $0.contains(secret) } })
            }
        }

        @Test("it lets nobody walk around the listener where that wants a token")
        func noWayAround() async throws {
            try await SluiceServer.running(["--prefect", "--prefect-access", "token"]) { server in
                let upstream = try await upstream(of: server)
                #expect(try await PrefectAPI(of: upstream).send(.get, "/admin/version").status == .unauthorized)
                let listener = try #require(try server.endpoints().prefect)
                #expect(try await PrefectAPI(of: listener).send(.get, "/admin/version").status == .unauthorized)
                let known = try PrefectAPI(of: listener, token: server.adminToken)
                #expect(try await known.checked(.get, "/admin/version").string == PrefectEnvironment.release)
            }
        }

        @Test("its folder is open to nobody else, and pages of other origins cannot read what it says")
        func closed() async throws {
            try await SluiceServer.running(["--prefect"]) { server in
                let upstream = try await upstream(of: server)
                for name in ["", "/ui"] {
                    let path = "\(server.home)/prefect\(name)"
                    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                    #expect((mode ?? 0o777) & 0o077 == 0, "\(path)")
                }
                let origin: HTTPFields = ["Origin": "http://evil.example"]
                let answer = try await PrefectAPI(of: upstream).send(.get, "/admin/version", fields: origin)
                #expect(answer.status == .ok && answer.fields["Access-Control-Allow-Origin"] == nil)
            }
        }

        /// Returns where the Prefect server is, which the server says as soon as it answers.
        private func upstream(of server: SluiceServer) async throws -> String {
            let said = "Prefect's server answers at "
            return try await Deadline(in: PrefectServer.startLimit).poll("Prefect's server answers") {
                let lines = (try? server.supervisor?.output.text.split(separator: "\n")) ?? []
                return lines.first { $0.hasPrefix(said) }.map { String($0.dropFirst(said.count).dropLast()) }
            }
        }

        private func answers(_ api: PrefectAPI) async throws {
            try await Deadline(in: PrefectServer.startLimit).wait("Prefect's server answers again") {
                (try? await api.send(.get, "/health"))?.status == .ok
            }
        }
    }
}
