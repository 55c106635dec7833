import Foundation
import HTTPEngine
import HTTPModel
import NativeWire
import RuntimeSupervision
import Testing

extension EndToEndTests {
    @Suite("A version of a service that something leads to is not removed by mistake")
    struct FunctionVersionTests {
        @Test("the command line refuses, says what leads there, and obeys when it is forced")
        func commandLine() async throws {
            try await Self.released { server in
                let refused = try await Self.remove("1", server, "--json")
                #expect(refused.ending == .exited(code: 1))
                let problem = try refused.problem()
                #expect(problem.code == "version_in_use")
                #expect(problem.candidates == ["alias prod (deployment 1)"])
                let told = try await Self.remove("1", server)
                #expect(told.ending == .exited(code: 1) && told.output.isEmpty && told.errors.contains("alias prod"))
                #expect(try await Self.versions(server) == ["2", "1"])
                #expect(try await Self.invoke(server).succeeded)
                _ = try await Self.remove("2", server).checked()
                _ = try await Self.remove("1", server, "--force").checked()
                #expect(try await Self.versions(server) == [])
                let dangling = try await Self.invoke(server)
                #expect(!dangling.succeeded && dangling.output.contains("version_not_found"))
            }
        }

        @Test("clients of the vendor's API are refused while the account says so, and warned while it does not")
        func account() async throws {
            try await Self.released { server in
                _ = try await server.cli("account", "set", "protect-referenced-versions", "on").checked()
                #expect(try await server.cli("account", "settings").checked().output.contains("on"))
                let refused = try await Self.delete("1", server)
                #expect(refused.status == .conflict)
                let document = try #require(JSONValue(try await refused.body.collect(upTo: 65_536)))
                #expect(document["Code"]?.string == "VersionInUse")
                #expect(
                    document["Message"]?.string
                        == "version '1' of service 'greetings' is in use by alias prod: move them first"
                )
                #expect(try await Self.versions(server) == ["2", "1"])
                #expect(try await Self.invoke(server).succeeded)
                #expect(try await Self.delete("2", server).status == .noContent)
                _ = try await server.cli("account", "set", "protect-referenced-versions", "off").checked()
                let warned = try await Self.delete("1", server)
                #expect(warned.status == .noContent)
                #expect(warned.fields["x-fc-warning"] == "calls through these fail from now on: alias prod")
                #expect(try await Self.versions(server) == [])
            }
        }

        /// Runs the body with a service of two versions, the first of which is what the alias `prod` leads to.
        private static func released(_ body: @Sendable (SluiceServer) async throws -> Void) async throws {
            try await SluiceServer.running { server in
                let project = try Checkout.copy("Examples/functions-python", to: server.folder, as: "python")
                _ = try await server.cli("deploy", "--alias", "prod", in: project).checked()
                let settings = URL(filePath: "\(project)/s.yaml")
                let text = String(decoding: try Data(contentsOf: settings), as: UTF8.self)
                try Data(text.replacing("GREETING: Hello", with: "GREETING: Bonjour").utf8).write(to: settings)
                _ = try await server.cli("deploy", "--publish", in: project).checked()
                #expect(try await versions(server) == ["2", "1"])
                try await body(server)
            }
        }

        private static func remove(
            _ version: String,
            _ server: SluiceServer,
            _ words: String...
        ) async throws
            -> ProgramResult
        {
            let command = ["fc", "version", "remove", "greetings", version, "-y"]
            return try await server.launcher.run(command + words, environment: ["SLUICE_HOME": server.home])
        }

        private static func invoke(_ server: SluiceServer) async throws -> ProgramResult {
            try await server.cli("fc", "invoke", "greetings.prod/hello", "--event", #"{"name":"Ada"}"#, "--json")
        }

        private static func delete(_ version: String, _ server: SluiceServer) async throws -> HTTPResponse {
            try await ask(.delete, "/\(version)", server)
        }

        /// The numbers of the versions that are there, the newest first, as the vendor's API lists them.
        private static func versions(_ server: SluiceServer) async throws -> [String] {
            let answer = try await ask(.get, "", server)
            let document = try #require(JSONValue(try await answer.body.collect(upTo: 65_536)))
            return try #require(document["versions"]?.array).compactMap { $0["versionId"]?.string }
        }

        private static func ask(
            _ method: HTTPMethod,
            _ path: String,
            _ server: SluiceServer
        ) async throws
            -> HTTPResponse
        {
            let target = try HTTPTarget("/2021-04-06/services/greetings/versions" + path)
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(try server.adminToken)")]
            return try await server.api.client.send(HTTPRequest(method, target, fields: fields))
        }
    }
}
