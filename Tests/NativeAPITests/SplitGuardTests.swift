import HTTPModel
import NativeWire
import Testing

@Suite("No upload ends a gradual deployment by accident", .timeLimit(.minutes(1)))
struct SplitGuardTests {
    private static let refused = Refused(status: 409, code: "split_in_force")

    /// Three versions, of which the first two share the requests; returns the deployment's id.
    private static func ramp(
        _ server: APIUnderTest,
        _ shares: String = #"{"version":"1","percentage":"90"},{"version":"2","percentage":"10"}"#
    ) async throws -> String {
        for code in ["1", "2", "3"] {
            _ = try await server.upload(TestForm(#"{"main":"index.js","create":true}"#, code: code))
        }
        let answer = try await server.change(
            .post,
            "/api/v1/workers/hello/deployments",
            "{\"shares\":[\(shares)]}"
        )
        return try answer.decode(WireDeploymentResult.self).deployment.id
    }

    private static func deploy(
        _ server: APIUnderTest,
        _ more: String = "",
        code: String = "4"
    ) async throws -> TestAnswer {
        try await server.upload(TestForm("{\"main\":\"index.js\",\"deploy\":true\(more)}", code: code))
    }

    @Test("is refused, with nothing published, and names the versions")
    func refuses() async throws {
        try await APIUnderTest.run { server in
            _ = try await Self.ramp(server)
            let head = try await server.head()
            let answer = try await Self.deploy(server)
            #expect(answer.refusal == Self.refused)
            #expect(answer.problem?.candidates?.count == 2)
            #expect(try await server.head() == head)
            let later = try await server.upload(TestForm(#"{"main":"index.js"}"#, code: "5"))
            #expect(later.status == 201, "an upload that deploys nothing is no matter")
        }
    }

    @Test("is refused as well when nothing else changes")
    func refusesUnchanged() async throws {
        try await APIUnderTest.run { server in
            _ = try await Self.ramp(server)
            let answer = try await Self.deploy(server, #","skipUnchanged":true"#, code: "3")
            #expect(answer.refusal == Self.refused)
        }
    }

    @Test("is permitted for any deployment, or for the one that the caller has seen")
    func permits() async throws {
        try await APIUnderTest.run { server in
            let seen = try await Self.ramp(server)
            #expect(try await Self.deploy(server, ",\"endSplit\":\"\(seen)\"").status == 201)
            let shares = #"{"shares":[{"version":"1","percentage":"50"},{"version":"2","percentage":"50"}]}"#
            _ = try await server.change(.post, "/api/v1/workers/hello/deployments", shares)
            let stale = try await Self.deploy(server, ",\"endSplit\":\"\(seen)\"")
            #expect(stale.refusal == Self.refused, "somebody began another one meanwhile")
            #expect(try await Self.deploy(server, #","endSplit":"any""#).status == 201)
        }
    }

    @Test(
        "a version at 0 % is no share, one that a rule leads to is",
        arguments: [
            (#"{"version":"1","percentage":"100"},{"version":"2","percentage":"0"}"#, ""),
            (
                #"{"version":"1","percentage":"100"}"#,
                #","rules":[{"conditions":[{"attribute":"header:x","test":"exists","values":[]}],"shares":[{"version":"2","percentage":"100"}]}]"#
            ),
        ]
    )
    func shares(shares: String, rules: String) async throws {
        try await APIUnderTest.run { server in
            _ = try await Self.ramp(server)
            let body = "{\"shares\":[\(shares)]\(rules)}"
            #expect(try await server.change(.post, "/api/v1/workers/hello/deployments", body).status == 201)
            let answer = try await Self.deploy(server)
            #expect(answer.status == (rules.isEmpty ? 201 : 409))
        }
    }
}
