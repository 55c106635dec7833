import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Deployments split, go forward and go back", .timeLimit(.minutes(1)))
struct DeploymentTests {
    private static let deployments: HTTPTarget = "/api/v1/workers/hello/deployments"
    private static let rollback: HTTPTarget = "/api/v1/workers/hello/rollback"
    private static let promote: HTTPTarget = "/api/v1/workers/hello/promote"

    /// Uploads versions 1 (deployed) and 2.
    private static func twoVersions(_ server: APIUnderTest) async throws {
        #expect(try await server.upload().status == 201)
        let second = TestForm(#"{"main":"index.js"}"#, code: "export default { fetch() { return new Response('2') } }")
        #expect(try await server.upload(second).status == 201)
    }

    @Test("a split is shown as it was asked, with who, whence and why")
    func splits() async throws {
        try await APIUnderTest.run { server in
            try await Self.twoVersions(server)
            let body = """
                {"shares":[{"version":"1","percentage":"90"},{"version":"newest","percentage":"10"}],"message":"try",
                "rules":[{"conditions":[{"attribute":"header:X-Beta","test":"exists","values":[]}],
                "shares":[{"version":"2","percentage":"100"}]}]}
                """
            let answer = try await server.change(.post, Self.deployments, body, fields: ["Sluice-Source": "ci"])
            #expect(answer.status == 201)
            let result = try answer.decode(WireDeploymentResult.self)
            #expect(result.deployment.shares.map(\.version) == [1, 2])
            #expect(result.deployment.shares.map(\.percentage) == ["90", "10"])
            #expect(result.deployment.rules.first?.match == "all")
            #expect(result.deployment.rules.first?.conditions.first?.attribute == "header:x-beta")
            #expect(result.deployment.author == "ada")
            #expect(result.deployment.source == "ci")
            #expect(result.deployment.message == "try")
            #expect(result.deployment.sequence == 2)
            #expect(result.commit.rollback == "warm")
            #expect(answer.fields["Sluice-Revision"] == String(result.commit.revision))
            let list = try await server.get(Self.deployments).decode(WireList<WireDeployment>.self)
            #expect(list.items.map(\.sequence) == [2, 1])
            #expect(list.items.map(\.inForce) == [true, false])
            let id = try #require(list.items.first?.id)
            let one = try await server.get(try HTTPTarget("\(Self.deployments)/\(id.prefix(8))"))
            #expect(try one.decode(WireDeployment.self).id == id)
        }
    }

    @Test("promote takes the newer of two, rollback brings the earlier back")
    func promotesAndRollsBack() async throws {
        try await APIUnderTest.run { server in
            try await Self.twoVersions(server)
            let unclear = try await server.change(.post, Self.promote)
            #expect(unclear.refusal == Refused(status: 422, code: "version_required"))
            let none = try await server.change(.post, Self.rollback)
            #expect(none.refusal == Refused(status: 409, code: "no_stable_deployment"))
            let half = #"{"shares":[{"version":"1","percentage":"50"},{"version":"2","percentage":"50"}]}"#
            #expect(try await server.change(.post, Self.deployments, half).status == 201)
            let promoted = try await server.change(.post, Self.promote).decode(WireDeploymentResult.self)
            #expect(promoted.deployment.shares.map(\.version) == [2])
            let again = try await server.change(.post, Self.promote, #"{"version":"2"}"#)
            #expect(again.refusal == Refused(status: 409, code: "already_in_force"))
            let back = try await server.change(.post, Self.rollback, #"{"message":"oh"}"#)
            let restored = try back.decode(WireDeploymentResult.self).deployment
            #expect(restored.shares.map(\.version) == [1])
            #expect(restored.restores != nil)
            #expect(restored.message == "oh")
            let both = try await server.change(.post, Self.rollback, #"{"version":"2","deployment":"0f8fad5b"}"#)
            #expect(both.refusal == Refused(status: 422, code: "field_invalid"))
            let missing = try await server.change(.post, Self.rollback, #"{"deployment":"0f8fad5b"}"#)
            #expect(missing.refusal == Refused(status: 404, code: "deployment_not_found"))
        }
    }

    @Test("without a data plane it says so instead of pretending")
    func noDataPlane() async throws {
        try await APIUnderTest.run(dataPlane: .example(isThere: false), loading: nil) { server in
            let result = try await server.upload().decode(WireUploadResult.self)
            #expect(result.warnings.count == 1)
            let tail = try await server.get("/api/v1/workers/hello/tail")
            #expect(tail.refusal == Refused(status: 503, code: "data_plane_unavailable"))
            let ready = try await server.get("/readyz")
            #expect(ready.refusal == Refused(status: 503, code: "not_ready"))
            let status = try await server.get("/api/v1/status").decode(WireStatus.self)
            #expect(status.data == nil)
            #expect(status.warnings.count == 1)
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let body: String
        let refusal: Refused

        init(_ body: String, _ status: Int, _ code: String) {
            self.body = body
            refusal = Refused(status: status, code: code)
        }

        /// A split of version 1 with a member beside it.
        init(with member: String, _ status: Int, _ code: String) {
            self.init("{\"shares\":[{\"version\":\"1\",\"percentage\":\"100\"}],\(member)}", status, code)
        }

        init(shares: [(String, String)], _ status: Int, _ code: String) {
            let shares = shares.map { "{\"version\":\"\($0.0)\",\"percentage\":\"\($0.1)\"}" }
            self.init("{\"shares\":[\(shares.joined(separator: ","))]}", status, code)
        }

        init(condition: String, _ code: String) {
            let shares = #"[{"version":"1","percentage":"100"}]"#
            self.init(with: "\"rules\":[{\"conditions\":[\(condition)],\"shares\":\(shares)}]", 422, code)
        }

        var testDescription: String { String(body.prefix(120)) }

        static let all = [
            Bad("", 400, "json_malformed"),
            Bad("[]", 422, "field_invalid"),
            Bad("{}", 422, "field_missing"),
            Bad(shares: [], 422, "split_sum_off"),
            Bad(shares: [("1", "90")], 422, "split_sum_off"),
            Bad(shares: [("1", "60"), ("2", "60")], 422, "split_sum_off"),
            Bad(shares: [("1", "101")], 422, "percentage_invalid"),
            Bad(shares: [("1", "-1")], 422, "percentage_invalid"),
            Bad(shares: [("1", "1e2")], 422, "percentage_invalid"),
            Bad(shares: [("1", "50"), ("1", "50")], 422, "split_version_repeated"),
            Bad(shares: [("9", "100")], 404, "version_not_found"),
            Bad(shares: [("0f8fad5b", "100")], 404, "version_not_found"),
            Bad(shares: [("tag:none", "100")], 404, "version_not_found"),
            Bad(shares: [("v1", "100")], 400, "version_reference_invalid"),
            Bad(shares: [(String, String)](repeating: ("1", "1"), count: 65), 422, "split_versions_too_many"),
            Bad(with: #""alias":"no alias""#, 422, "name_invalid"),
            Bad(with: #""alias":"LATEST""#, 422, "name_invalid"),
            Bad(with: #""alias":"beta""#, 404, "alias_not_found"),
            Bad(with: #""provenance":{"provider":"svn"}"#, 422, "provenance_invalid"),
            Bad(with: "\"message\":\"\(String(repeating: "m", count: 1_001))\"", 422, "text_too_long"),
            Bad(with: "\"message\":\"\(String(repeating: "m", count: 1_048_576))\"", 413, "body_too_large"),
            Bad(condition: "", "rule_invalid"),
            Bad(condition: #"{"attribute":"path:x","test":"exists","values":[]}"#, "rule_invalid"),
            Bad(condition: #"{"attribute":"query:x","test":"matches","values":["a"]}"#, "rule_invalid"),
            Bad(condition: #"{"attribute":"query:x","test":"equals","values":[]}"#, "rule_invalid"),
        ]
    }

    @Test("is refused by name, and moves nothing", arguments: Bad.all)
    func refuses(_ bad: Bad) async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let before = try await server.head()
            #expect(try await server.change(.post, Self.deployments, bad.body).refusal == bad.refusal)
            #expect(try await server.head() == before)
        }
    }
}
